import os
import uuid
from pathlib import Path

from fastapi import FastAPI, UploadFile
from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename

app = Flask(__name__)
api = FastAPI()
ROOT = Path("/srv/files").resolve()
PAGES = {"home": "home.html", "help": "help.html"}


@app.route("/download/<path:name>")
def download(name):
    return send_from_directory("/srv/files", name)


@app.route("/joined")
def joined():
    return send_file(safe_join("/srv/files", request.args["name"]))


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    sent.save(os.path.join("/srv/uploads", secure_filename(sent.filename)))
    return "ok"


@app.route("/resolved")
def resolved():
    target = (ROOT / request.args["name"]).resolve()
    if not target.is_relative_to(ROOT):
        abort(404)
    return target.read_text()


@app.route("/real")
def real():
    path = os.path.realpath(os.path.join("/srv/files", request.args["name"]))
    if not path.startswith("/srv/files/"):
        abort(404)
    with open(path) as file:
        return file.read()


@app.route("/base")
def base():
    with open("/srv/files/" + os.path.basename(request.args["name"])) as file:
        return file.read()


@app.route("/page")
def page():
    return send_file(PAGES[request.args["page"]])


@app.route("/write", methods=["POST"])
def write():
    with open("/srv/files/note.txt", "w") as file:
        file.write(request.form["text"])
    return "ok"


@app.route("/number/<int:number>")
def number(number):
    return Path(f"/srv/files/{number}.txt").read_text()


@api.post("/files")
async def store(file: UploadFile):
    with open(f"/srv/files/{uuid.uuid4()}", "wb") as target:
        target.write(await file.read())
