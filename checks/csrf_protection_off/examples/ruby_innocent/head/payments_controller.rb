class PaymentsController < ApplicationController
  protect_from_forgery with: :exception
  skip_before_action :load_banner

  def create
    Payment.create!(user: current_user, amount: params[:amount].to_i)
  end
end
