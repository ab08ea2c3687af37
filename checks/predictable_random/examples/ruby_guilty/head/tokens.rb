def reset_link(user)
  token = rand(10**12).to_s(36)
  "/reset?user=#{user.id}&token=#{token}"
end
