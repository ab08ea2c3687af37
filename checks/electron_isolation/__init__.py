"""Windows that give their page the powers of the program."""
