import os
import shlex
import subprocess

from fastapi import FastAPI
from flask import Flask, abort, request

app = Flask(__name__)
api = FastAPI()
ACTIONS = {"start": "service web start", "stop": "service web stop"}


@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    return subprocess.run(["ping", "-c", "1", host], capture_output=True, check=True).stdout


@app.route("/size")
def size():
    return subprocess.check_output("du -sh " + shlex.quote(request.args["folder"]), shell=True)


@app.route("/service")
def service():
    action = request.args["action"]
    if action not in ACTIONS:
        abort(404)
    os.system(f"service web {action}")
    return "ok"


@app.route("/service2")
def service_from_table():
    os.system(ACTIONS[request.args["action"]])
    return "ok"


@app.route("/kill/<int:number>")
def kill(number):
    os.system(f"kill {number}")
    return "ok"


@app.route("/nice")
def nice():
    level = int(request.args["level"])
    subprocess.run(f"renice {level} 1", shell=True, check=True)
    return "ok"


@app.route("/echo")
def echo():
    parts = ["echo"]
    parts.append(request.args["text"])
    return subprocess.run(parts, capture_output=True, check=True).stdout


@app.route("/clone")
def clone():
    subprocess.run(["git", "clone", "--", request.args["url"], "/srv/clone"], check=True)
    return "ok"


@api.get("/jobs/{number}")
def job(number: int):
    return subprocess.getoutput(f"at -c {number}")


def restart(unit):
    subprocess.run(["systemctl", "restart", unit], check=True)


def main():
    subprocess.call(["du", "-sh", os.environ["FOLDER"]])
    os.system("ldconfig")
