import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
DB_PASSWORD = os.environ["DB_PASSWORD"]
API_KEY = "<your-api-key>"
PASSWORD_FIELD = "password_input_1"
DATABASE_URL = f"postgresql://shop:{DB_PASSWORD}@db.internal.example/shop"
LOCAL_URL = "postgresql://postgres:postgres@localhost/shop"
TOKEN_URL = "https://login.example/oauth2/token"
SETTINGS = {"api_key": os.environ["API_KEY"], "token": ""}


def login(password, stored, verify):
    return password != "" and verify(stored, password)
