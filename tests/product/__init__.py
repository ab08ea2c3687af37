"""The whole product: real server, workers, git, engines and sandbox; only GitHub is a stand-in."""
