import hmac
import os

from flask import abort, request


def require_key():
    if not hmac.compare_digest(request.headers.get("X-API-Key", "").encode(), os.environ["API_KEY"].encode()):
        abort(401)


def has_credentials():
    return request.headers.get("Authorization") != None


def wants_json(expected):
    return request.headers.get("Accept") == expected
