require "openssl"

def seal(text, key)
  cipher = OpenSSL::Cipher.new("aes-128-ecb").encrypt
  cipher.key = key
  cipher.update(text) + cipher.final
end

def old(text, key)
  cipher = OpenSSL::Cipher.new("des-ede3-cbc").encrypt
  cipher.key = key
  cipher.update(text) + cipher.final
end
