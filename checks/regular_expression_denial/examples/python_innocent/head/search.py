import re

from flask import Flask, request
from store import books

app = Flask(__name__)
NAMES = re.compile(r"^[a-zA-Z0-9]+$")


@app.route("/search")
def search():
    wanted = re.escape(request.args["q"])
    return [book for book in books if re.search(wanted, book)]


@app.route("/check")
def check():
    return str(NAMES.match(request.args["q"]) is not None)


@app.route("/words")
def words():
    return re.split(r"\s+", request.args["text"])
