import os
import uuid

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = "uploads"
PERMITTED = {"png", "jpg"}


@app.route("/photo", methods=["POST"])
def photo():
    file = request.files["photo"]
    ending = file.filename.rsplit(".", 1)[-1].lower()
    if ending not in PERMITTED:
        abort(400)
    file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "kept"


@app.route("/picture", methods=["POST"])
def picture():
    file = request.files["picture"]
    if file and allowed(file.filename):
        file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "kept"


@app.route("/paper", methods=["POST"])
def paper():
    request.files["paper"].save(os.path.join(FOLDER, f"{uuid.uuid4()}.bin"))
    return "kept"
