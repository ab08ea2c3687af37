import os
import shutil
from pathlib import Path

from fastapi import FastAPI, UploadFile
from fastapi.responses import FileResponse
from flask import Flask, request, send_file

app = Flask(__name__)
api = FastAPI()
UPLOADS = Path("/srv/uploads")


@app.route("/read")
def read():
    with open("/srv/files/" + request.args["name"]) as file:
        return file.read()


@app.route("/download/<path:name>")
def download(name):
    return send_file(os.path.join("/srv/files", name))


@app.route("/upload", methods=["POST"])
def upload():
    sent = request.files["file"]
    sent.save(os.path.join("/srv/uploads", sent.filename))
    return "ok"


@app.route("/remove", methods=["POST"])
def remove():
    (UPLOADS / request.form["name"]).unlink()
    shutil.rmtree(f"/srv/cache/{request.form['name']}")
    return "ok"


@app.route("/denied")
def denied():
    name = request.cookies.get("theme")
    if "secret" in name:
        return "no"
    return Path(f"/srv/themes/{name}.css").read_text()


@api.get("/files/{name:path}")
def served(name: str):
    return FileResponse(f"/srv/files/{name}")


@api.post("/files")
async def store(file: UploadFile):
    with open(f"/srv/files/{file.filename}", "wb") as target:
        target.write(await file.read())
