class UsersController < ApplicationController
  def index
    @users = User.where("name = '#{params[:name]}'")
  end

  def sorted
    order = params[:sort]
    @users = User.order("#{order} ASC")
  end

  def report
    sql = "SELECT * FROM users WHERE id = " + params[:id]
    @rows = ActiveRecord::Base.connection.execute(sql)
  end
end
