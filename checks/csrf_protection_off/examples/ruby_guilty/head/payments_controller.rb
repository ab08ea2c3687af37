class PaymentsController < ApplicationController
  skip_before_action :verify_authenticity_token

  def create
    Payment.create!(user: current_user, amount: params[:amount].to_i)
  end
end
