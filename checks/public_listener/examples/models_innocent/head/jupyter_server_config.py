c = get_config()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.token = ""
c.PasswordIdentityProvider.hashed_password = "argon2:$argon2id$v=19$m=10240"
