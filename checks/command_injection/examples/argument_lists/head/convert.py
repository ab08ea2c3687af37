"""Command lines that can be lists of arguments."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/pdf")
def pdf():
    title = request.form["title"]
    subprocess.run(f"pdftotext -layout /srv/in.pdf '/srv/out/{title}.txt'", shell=True, check=True)
    return ""


@app.post("/piped")
def piped():
    title = request.form["title"]
    subprocess.run(f"cat /srv/{title} | wc -l", shell=True, check=True)
    return ""
