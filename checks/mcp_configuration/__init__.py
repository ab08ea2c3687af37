"""Servers of the Model Context Protocol that an agent starts or calls, as the repository sets them up."""
