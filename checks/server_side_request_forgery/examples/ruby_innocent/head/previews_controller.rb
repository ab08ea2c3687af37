class PreviewsController < ApplicationController
  HOSTS = { "news" => "https://news.example", "shop" => "https://shop.example" }.freeze

  def show
    @page = Net::HTTP.get(URI.parse(HOSTS.fetch(params[:site], "https://news.example")))
  end

  def search
    @data = HTTParty.get("https://search.example/?q=" + CGI.escape(params[:q])).body
  end
end
