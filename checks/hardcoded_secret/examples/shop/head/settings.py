import os

from flask import Flask

app = Flask(__name__)
app.secret_key = "sunflower-meadow-1987"
DB_PASSWORD = "Tr0ub4dor&3x"
DATABASE_URL = "postgresql://shop:Tr0ub4dor3x@db.internal.example/shop"
SETTINGS = {"api_key": "9f8e7d6c5b4a39281706"}


def login(password):
    return password == "opensesame42"
