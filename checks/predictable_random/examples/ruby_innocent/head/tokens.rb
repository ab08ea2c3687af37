require "securerandom"

def reset_link(user)
  token = SecureRandom.hex(32)
  "/reset?user=#{user.id}&token=#{token}"
end

def banner(pictures)
  number = rand(pictures.length)
  pictures[number]
end
