"""What is wrong with this change. Pure: no GitHub, no Flask, no environment, no process, no clock, no socket."""
