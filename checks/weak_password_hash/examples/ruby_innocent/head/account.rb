require "bcrypt"
require "digest"

class Account
  def password=(password)
    @hash = BCrypt::Password.create(password)
  end

  def avatar(mail)
    Digest::MD5.hexdigest(mail)
  end
end
