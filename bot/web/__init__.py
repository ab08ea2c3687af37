"""The HTTP doorway: webhooks come in, health and metrics go out."""
