class SessionsController < ApplicationController
  def create
    user = User.find_by(mail: params[:mail])
    if user&.authenticate(params[:password])
      reset_session
      session[:user_id] = user.id
      redirect_to root_path
    end
  end

  def theme
    session[:theme] = params[:theme]
  end
end
