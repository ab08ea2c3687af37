"""A stand-in for GitHub: stateful, with real git behind it, and checked against GitHub's own description of its API."""
