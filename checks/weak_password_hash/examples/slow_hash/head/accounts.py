import hashlib

import bcrypt
from passlib.hash import argon2
from werkzeug.security import generate_password_hash


def register(name, password, salt):
    return name, hashlib.scrypt(password.encode(), salt=salt, n=2**17, r=8, p=1)


def checksum(document, password_file):
    return hashlib.sha256(document).hexdigest(), hashlib.sha256(password_file).hexdigest()


def modern(password):
    return argon2.hash(password), generate_password_hash(password)


def steady(password, salt):
    return bcrypt.hashpw(password, bcrypt.gensalt(12)), hashlib.pbkdf2_hmac("sha256", password, salt, 600000)
