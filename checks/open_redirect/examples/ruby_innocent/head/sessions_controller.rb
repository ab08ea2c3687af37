class SessionsController < ApplicationController
  def create
    redirect_to root_path
  end

  def after
    redirect_to(params[:next], allow_other_host: false)
  end
end
