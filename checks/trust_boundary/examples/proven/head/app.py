from flask import Flask, abort, request, session
from werkzeug.security import check_password_hash

from accounts import authenticate, find_account

app = Flask(__name__)
COLOURS = {"red", "blue"}


@app.post("/login")
def login():
    account = authenticate(request.form["name"], request.form["password"])
    session["user_id"] = account.id
    session["role"] = account.role
    return "ok"


@app.post("/enter")
def enter():
    account = find_account(request.form["name"])
    if not check_password_hash(account.password, request.form["password"]):
        abort(403)
    session["username"] = request.form["name"]
    return "ok"


@app.post("/door")
def door():
    if request.form["password"] == app.config["PASSWORD"]:
        session["user"] = request.form["name"]
    return "ok"


@app.post("/settings")
def settings():
    colour = request.form["colour"]
    if colour not in COLOURS:
        abort(400)
    session["colour"] = colour
    session["visits"] = int(request.form["visits"])
    return "ok"
