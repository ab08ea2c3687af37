"""A second look at a Python finding: follows constants along every path of its function, and can only speak for the code."""
