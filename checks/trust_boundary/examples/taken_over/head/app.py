from flask import Flask, request, session

app = Flask(__name__)


@app.post("/login")
def login():
    session["user_id"] = request.form["user"]
    session["role"] = request.form["role"]
    session["is_admin"] = request.cookies.get("admin")
    return "ok"


@app.post("/settings")
def settings():
    session["colour"] = request.form["colour"]
    session[request.form["key"]] = "on"
    return "ok"


@app.post("/counted")
def counted():
    names = list(request.form)
    session[names[0]] = 1
    return "ok"
