class ActionsController < ApplicationController
  def run
    @order.send(params[:method])
    @model = params[:type].constantize
    eval(params[:formula])
  end
end
