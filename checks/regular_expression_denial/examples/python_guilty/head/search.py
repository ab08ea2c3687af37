import re

from flask import Flask, request
from store import books

app = Flask(__name__)
NAMES = re.compile(r"^([a-zA-Z0-9]+)*$")


@app.route("/search")
def search():
    wanted = request.args["q"]
    return [book for book in books if re.search(wanted, book)]


@app.route("/find")
def find():
    return books.find({"title": {"$regex": request.args["title"]}})
