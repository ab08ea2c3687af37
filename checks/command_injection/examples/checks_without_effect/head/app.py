import logging
import os

from flask import Flask, request

app = Flask(__name__)
HOSTS = {"one", "two"}


@app.post("/late")
def late():
    host = request.form["host"]
    os.system("ping " + host)
    if host not in HOSTS:
        return "unknown"
    return "ok"


@app.post("/logged")
def logged():
    host = request.form["host"]
    if host not in HOSTS:
        logging.warning("unknown host")
    os.system("ping " + host)
    return "ok"


@app.post("/ignored")
def ignored():
    host = request.form["host"]
    validate_host(host)
    os.system("ping " + host)
    return "ok"


def validate_host(host):
    return host in HOSTS
