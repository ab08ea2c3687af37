import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/joined")
def joined():
    name = request.args["name"]
    if ".." in name:
        abort(400)
    with open(os.path.join("/srv/files", name)) as file:
        return file.read()


@app.route("/exists")
def exists():
    return {"there": os.path.exists("/srv/files/" + request.args["name"])}


@app.route("/late")
def late():
    path = os.path.realpath("/srv/files/" + request.args["name"])
    text = Path(path).read_text()
    if not path.startswith("/srv/files/"):
        abort(404)
    return text
