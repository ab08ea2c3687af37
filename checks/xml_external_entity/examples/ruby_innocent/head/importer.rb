require "nokogiri"

def read_order(body)
  Nokogiri::XML(body) { |config| config.nonet }
end

def read_feed(body)
  Nokogiri::XML(body, nil, nil, Nokogiri::XML::ParseOptions::NONET)
end
