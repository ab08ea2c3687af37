require "openssl"

def seal(text, key)
  cipher = OpenSSL::Cipher.new("aes-256-gcm").encrypt
  cipher.key = key
  nonce = cipher.random_iv
  sealed = cipher.update(text) + cipher.final
  nonce + cipher.auth_tag + sealed
end
