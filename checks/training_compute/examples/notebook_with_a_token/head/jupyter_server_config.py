# c.IdentityProvider.token = ""
c.IdentityProvider.token = os.environ["TOKEN"]
