require "jwt"

def user_of(token, key)
  JWT.decode(token, key, true, { algorithm: "RS256" }).first["sub"]
end

def issue(name, key)
  JWT.encode({ sub: name }, key, "RS256")
end
