"""GitHub's own descriptions of its API, reduced to what the double speaks, and the validators over them."""
