import os

import jwt

KEY = os.environ["TOKEN_KEY"]


def read(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


def strict(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_signature": True, "require": ["exp"]})


def key_id(token):
    return jwt.get_unverified_header(token)["kid"]


def issue(claims):
    return jwt.encode(claims, KEY, algorithm="HS256")
