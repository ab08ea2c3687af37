c.IdentityProvider.token = ""
