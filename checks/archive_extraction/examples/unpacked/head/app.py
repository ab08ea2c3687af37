import os
import shutil
import tarfile
import zipfile

from flask import Flask, request

app = Flask(__name__)


@app.post("/restore")
def restore():
    with tarfile.open(fileobj=request.files["backup"].stream) as archive:
        archive.extractall("/srv/backup")
    return "ok"


@app.post("/named")
def named():
    shutil.unpack_archive(request.form["path"], "/srv/backup")
    return "ok"


def plugin(path):
    archive = tarfile.open(path)
    archive.extractall("/srv/plugins")


def any_kind(path):
    shutil.unpack_archive(path, "/srv/plugins")


def by_hand(path, folder):
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            target = os.path.join(folder, member.filename)
            with open(target, "wb") as file:
                file.write(archive.read(member))


def by_name(path, folder):
    archive = zipfile.ZipFile(path)
    for name in archive.namelist():
        (folder / name).write_bytes(archive.read(name))
