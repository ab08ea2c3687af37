require "nokogiri"

def read_order(body)
  Nokogiri::XML(body) { |config| config.noent }
end

def read_feed(body)
  Nokogiri::XML(body, nil, nil, Nokogiri::XML::ParseOptions::NOENT | Nokogiri::XML::ParseOptions::DTDLOAD)
end
