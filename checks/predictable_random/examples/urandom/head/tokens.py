import random
import secrets
import string
import uuid


def invite():
    token = "".join(secrets.choice(string.ascii_letters) for _ in range(20))
    return token


def generate_otp():
    return str(secrets.randbelow(900000) + 100000)


def open_session(user):
    user.session_id = secrets.token_urlsafe(32)
    api_key = str(uuid.uuid4())
    return user, api_key


def retry_delay(attempt):
    delay = 2**attempt + random.random()
    return delay


def shuffled(questions):
    random.seed(7)
    token_count = random.randint(1, 10)
    return random.sample(questions, token_count)
