from urllib.parse import urlparse

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, abort, redirect, request, url_for

app = Flask(__name__)
api = FastAPI()
TARGETS = {"home": "/", "help": "/help"}


@app.route("/login")
def login():
    return redirect(url_for("home", next=request.args.get("next")))


@app.route("/checked")
def checked():
    target = request.args["next"]
    if urlparse(target).netloc != "":
        abort(400)
    return redirect(target)


@app.route("/table")
def table():
    return redirect(TARGETS.get(request.args["to"], "/"))


@app.route("/user/<name>")
def user(name):
    return redirect(f"/people/{name}")


@app.route("/slash")
def slash():
    return redirect(request.path + "/")


@app.route("/search")
def search():
    return redirect("https://search.example/?q=" + request.args["q"])


@api.get("/out")
async def out(number: int):
    return RedirectResponse(f"/items/{number}")


@app.route("/last")
def last():
    return redirect("/files/" + request.args["next"].rsplit("/", 1)[-1])


@app.route("/segment")
def segment():
    name = request.args["next"].split("/")[-1]
    return redirect(f"{name}")
