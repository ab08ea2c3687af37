"""A web server that is started with its debugger on, or reachable from everywhere while it is."""
