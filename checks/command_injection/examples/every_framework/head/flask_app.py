import os

from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


@app.before_request
def before():
    os.system("echo " + request.view_args["name"])
    os.system("echo " + request.headers["X-Name"])
    os.system("echo " + request.cookies.get("name"))
    os.system("echo " + request.json["name"])
    os.system("echo " + request.files["upload"].filename)


@app.get("/hello/<name>")
def hello(name):
    os.system("echo " + name)
    return "ok"


@app.get("/item/<int:number>")
def item(number):
    os.system(f"echo {number}")
    return "ok"


class Name(MethodView):
    def get(self, name):
        os.system("echo " + name)
        return "ok"
