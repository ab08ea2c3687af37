class UsersController < ApplicationController
  ORDERS = { "name" => "name", "date" => "created_at" }.freeze

  def index
    @users = User.where("name = ?", params[:name])
    @others = User.where(name: params[:name])
  end

  def sorted
    order = ORDERS.fetch(params[:sort], "name")
    @users = User.order("#{order} ASC")
  end

  def report
    id = params[:id].to_i
    @rows = ActiveRecord::Base.connection.execute("SELECT * FROM users WHERE id = #{id}")
  end
end
