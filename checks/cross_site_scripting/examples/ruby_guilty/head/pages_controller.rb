class PagesController < ApplicationController
  def show
    @title = params[:title].html_safe
    render html: "<p>#{params[:text]}</p>".html_safe
  end
end
