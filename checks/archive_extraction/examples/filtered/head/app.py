import os
import shutil
import tarfile
import zipfile
from pathlib import Path

from flask import Flask, request

app = Flask(__name__)


@app.post("/restore")
def restore():
    with tarfile.open(fileobj=request.files["backup"].stream) as archive:
        archive.extractall("/srv/backup", filter="data")
    return "ok"


@app.post("/zipped")
def zipped():
    with zipfile.ZipFile(request.files["backup"].stream) as archive:
        archive.extractall("/srv/backup")
    return "ok"


def plugin(path):
    shutil.unpack_archive(path, "/srv/plugins", filter="data")


def checked(path):
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if not member.isreg() or ".." in member.name or member.name.startswith("/"):
                raise ValueError(member.name)
        archive.extractall("/srv/plugins")


def by_hand(path, folder):
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            target = os.path.realpath(os.path.join(folder, member.filename))
            if not target.startswith(folder + os.sep):
                raise ValueError(member.filename)
            with open(target, "wb") as file:
                file.write(archive.read(member))


def flat(path, folder):
    archive = zipfile.ZipFile(path)
    for name in archive.namelist():
        (folder / Path(name).name).write_bytes(archive.read(name))


def listing(path):
    with zipfile.ZipFile(path) as archive, open("names.txt", "w") as file:
        file.write("\n".join(archive.namelist()))
