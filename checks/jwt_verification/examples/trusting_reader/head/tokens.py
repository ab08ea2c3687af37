import jwt

KEY = "correct-horse-battery"


def peek(token):
    return jwt.decode(token, options={"verify_signature": False})


def lenient(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "none"])


def trusting(token, key):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, key, algorithms=[header["alg"]])


def issue(claims):
    return jwt.encode(claims, KEY, algorithm="HS256")


def immortal(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})
