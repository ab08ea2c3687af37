require "net/http"

def fetch(uri)
  http = Net::HTTP.new(uri.host, uri.port)
  http.use_ssl = true
  http.verify_mode = OpenSSL::SSL::VERIFY_PEER
  http.ca_file = "/etc/ssl/company.pem"
  http.get(uri.path)
end

def ask(url)
  HTTParty.get(url, timeout: 5)
end
