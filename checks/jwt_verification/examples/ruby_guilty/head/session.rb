require "jwt"

def user_of(token)
  JWT.decode(token, nil, false).first["sub"]
end

def issue(name)
  JWT.encode({ sub: name }, nil, "none")
end
