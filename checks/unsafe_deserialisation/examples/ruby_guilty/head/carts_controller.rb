class CartsController < ApplicationController
  def show
    @cart = Marshal.load(Base64.decode64(cookies[:cart]))
    @options = YAML.load(params[:options])
  end
end
