"""The service: who asks, and who is answered."""
