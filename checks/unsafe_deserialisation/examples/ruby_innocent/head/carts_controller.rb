class CartsController < ApplicationController
  def show
    @cart = JSON.parse(Base64.decode64(cookies[:cart]))
    @options = YAML.safe_load(params[:options])
    @cache = Marshal.load(File.binread("/srv/cache/list"))
  end
end
