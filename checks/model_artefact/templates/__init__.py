"""Chat templates: programs in Jinja's language that a model brings and that the host runs for every conversation."""
