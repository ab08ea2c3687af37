import os
from pathlib import Path

from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/joined")
def joined():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(400)
    with open(os.path.join("/srv/files", name)) as file:
        return file.read()


@app.route("/prefixed")
def prefixed():
    name = request.args["name"]
    if ".." in name:
        abort(400)
    with open(f"/srv/files/{name}") as file:
        return file.read()


@app.route("/exists")
def exists():
    path = Path("/srv/files", request.args["name"]).resolve()
    if not path.is_relative_to("/srv/files"):
        abort(404)
    return {"there": os.path.exists(path)}
