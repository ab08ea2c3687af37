"""Sign-in that turns away whoever is not recognised before the session learns a name."""

from flask import Flask, jsonify, request, session

from shop import accounts

app = Flask(__name__)


@app.post("/session")
def sign_in():
    form = request.form
    if not accounts.sign_in(form["name"], form["password"]):
        return jsonify({"error": "wrong name or password"}), 401
    session["account"] = form["name"]
    return "", 204


@app.post("/session/token")
def by_token():
    name = request.headers["X-Account"]
    if not accounts.knows(name, request.headers["X-Token"]):
        raise PermissionError("no such account")
    session["user"] = name
    return "", 204


@app.post("/session/stored")
def against_the_database():
    with accounts.database() as database:
        if not accounts.sign_in(database, request.form["name"], request.form["password"]):
            return jsonify({"error": "wrong name or password"}), 401
    session["account"] = request.form["name"]
    return "", 204
