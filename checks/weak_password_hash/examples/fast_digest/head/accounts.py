import hashlib

import bcrypt
from passlib.hash import md5_crypt
from werkzeug.security import generate_password_hash


def register(name, password, salt):
    digest = hashlib.sha256((salt + password).encode()).hexdigest()
    return name, digest


def legacy(user):
    return hashlib.md5(user.password.encode("utf-8")).hexdigest()


def older(password):
    return md5_crypt.hash(password), generate_password_hash(password, method="sha256")


def quick(password):
    return bcrypt.hashpw(password, bcrypt.gensalt(4)), hashlib.pbkdf2_hmac("sha256", password, b"salt", 1000)
