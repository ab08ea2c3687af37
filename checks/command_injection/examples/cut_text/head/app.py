import os

from flask import Flask, request

app = Flask(__name__)


@app.get("/tail")
def tail():
    name = request.args["name"][1:]
    os.system("tail " + name)
    return "ok"


@app.get("/middle")
def middle():
    wanted = request.args["wanted"]
    os.system(f"head {wanted[2:20]}")
    return "ok"


@app.get("/fixed")
def fixed():
    request.args["ignored"][1:]
    os.system("tail " + "xlog"[1:])
    return "ok"
