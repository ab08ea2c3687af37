import os

from flask import abort, request


def require_key():
    if request.headers.get("X-API-Key") != os.environ["API_KEY"]:
        abort(401)


def require_bearer(settings):
    given = request.headers.get("Authorization", "")
    if given != f"Bearer {settings.TOKEN}":
        abort(401)
