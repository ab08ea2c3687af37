class PreviewsController < ApplicationController
  def show
    uri = URI.parse(params[:url])
    @page = Net::HTTP.get(uri)
  end

  def picture
    @data = HTTParty.get(params[:address]).body
  end
end
