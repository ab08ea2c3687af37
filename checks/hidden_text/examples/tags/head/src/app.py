NAME = "app󠁨󠁥󠁬󠁬󠁯"
