require "digest"

class Account
  def password=(password)
    @hash = Digest::SHA1.hexdigest(password)
  end

  def right?(password)
    @hash == Digest::SHA256.hexdigest(@salt + password)
  end
end
