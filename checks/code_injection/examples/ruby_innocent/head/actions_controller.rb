class ActionsController < ApplicationController
  ACTIONS = { "ship" => :ship, "cancel" => :cancel }.freeze

  def run
    @order.public_send(ACTIONS.fetch(params[:method]))
    @total = params[:formula].to_i
  end
end
