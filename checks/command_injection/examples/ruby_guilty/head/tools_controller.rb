class ToolsController < ApplicationController
  def ping
    host = params[:host]
    system("ping -c 1 #{host}")
  end

  def look
    @out = `nslookup #{params[:name]}`
  end
end
