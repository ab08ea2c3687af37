class UsersController < ApplicationController
  def create
    @user = User.create(params.require(:user).permit!)
  end

  def update
    @user.update(params.to_unsafe_h)
  end
end
