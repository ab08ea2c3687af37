class PagesController < ApplicationController
  def show
    @title = params[:title]
    @note = ERB::Util.html_escape(params[:text]).html_safe
    @rule = "<hr>".html_safe
  end
end
