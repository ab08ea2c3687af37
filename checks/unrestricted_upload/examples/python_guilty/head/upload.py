import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
FOLDER = "static/uploads"


@app.route("/photo", methods=["POST"])
def photo():
    file = request.files["photo"]
    file.save(os.path.join(FOLDER, secure_filename(file.filename)))
    return "kept"


@app.route("/paper", methods=["POST"])
def paper():
    file = request.files["paper"]
    name = secure_filename(file.filename)
    file.save(os.path.join(FOLDER, name))
    return "kept"
