print("names no dependencies at all")
