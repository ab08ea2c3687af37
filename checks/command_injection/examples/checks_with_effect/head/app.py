import os

from flask import Flask, abort, request

app = Flask(__name__)
HOSTS = {"one", "two"}


@app.post("/early")
def early():
    host = request.form["host"]
    if not host or host not in HOSTS:
        return "unknown"
    os.system("ping " + host)
    return "ok"


@app.post("/tested")
def tested():
    host = request.form["host"]
    if not validate_host(host):
        abort(400)
    os.system("ping " + host)
    return "ok"


@app.post("/ensured")
def ensured():
    host = request.form["host"]
    ensure_known(host)
    os.system("ping " + host)
    return "ok"


@app.post("/cleaned")
def cleaned():
    host = sanitize_host(request.form["host"])
    os.system("ping " + host)
    return "ok"


@app.post("/digits")
def digits():
    number = request.form["number"]
    if not number.isdigit():
        abort(400)
    os.system("kill " + number)
    return "ok"


def validate_host(host):
    return host in HOSTS


def ensure_known(host):
    if host not in HOSTS:
        raise ValueError(host)


def sanitize_host(host):
    return host if host in HOSTS else "one"
