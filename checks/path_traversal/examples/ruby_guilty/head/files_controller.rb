class FilesController < ApplicationController
  def show
    send_file("/srv/files/" + params[:name])
  end

  def read
    @text = File.read(Rails.root.join("docs", params[:page]))
  end
end
