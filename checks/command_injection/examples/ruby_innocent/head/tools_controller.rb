class ToolsController < ApplicationController
  def ping
    system("ping", "-c", "1", params[:host])
  end

  def look
    @out = `nslookup #{Shellwords.escape(params[:name])}`
  end
end
