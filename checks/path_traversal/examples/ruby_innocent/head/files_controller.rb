class FilesController < ApplicationController
  def show
    send_file("/srv/files/" + File.basename(params[:name]))
  end

  def read
    @text = File.read(Rails.root.join("docs", "index.md"))
  end
end
