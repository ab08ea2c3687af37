"""Statements that can carry their values as parameters."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
database = sqlite3.connect("shop.db")


@app.get("/by-name")
def by_name():
    name = request.args["name"]
    return database.execute("SELECT * FROM users WHERE name = '" + name + "'").fetchone()


@app.get("/search")
def search():
    word = request.args["word"]
    rows = database.execute(
        f"SELECT id, question FROM messages WHERE question LIKE '%{word}%' ORDER BY id DESC",
    ).fetchall()
    return {"rows": rows}


@app.post("/user")
def user():
    query = "SELECT id FROM users WHERE name = '%s' AND secret = '%s'" % (request.form["name"], request.form["secret"])
    return {"rows": database.execute(query).fetchall()}


@app.post("/note")
def note():
    text = request.form["text"]
    database.execute("INSERT INTO notes (kind, text) VALUES ('note', '{}')".format(text))
    return ""


@app.get("/sorted")
def in_order():
    order = request.args["order"]
    return {"rows": database.execute(f"SELECT * FROM users ORDER BY {order}").fetchall()}
