"""Starts the service for development; production uses a WSGI server."""

from chat.app import create_app
from chat.config import from_environment

app = create_app(from_environment())

if __name__ == "__main__":
    app.run(port=8000)
