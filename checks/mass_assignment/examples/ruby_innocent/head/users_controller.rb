class UsersController < ApplicationController
  def create
    @user = User.create(params.require(:user).permit(:name, :mail))
  end

  def update
    @user.update(params.permit(:name))
  end
end
