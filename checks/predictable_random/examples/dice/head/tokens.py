import random
import string
import time
import uuid


def invite():
    token = "".join(random.choice(string.ascii_letters) for _ in range(20))
    return token


def generate_otp():
    random.seed(time.time())
    return str(random.randint(100000, 999999))


def open_session(user):
    user.session_id = random.getrandbits(64)
    api_key = str(uuid.uuid1())
    return user, api_key
