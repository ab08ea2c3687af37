"""The demonstration: a sample pull request, reviewed by real parts on this machine, and a page to look at it."""
