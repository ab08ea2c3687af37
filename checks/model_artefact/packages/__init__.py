"""Archives that hold a model together with code or with the names of what builds it."""
