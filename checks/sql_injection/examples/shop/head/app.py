import sqlite3

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

app = Flask(__name__)
db = SQLAlchemy(app)


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    return {"user": cursor.fetchone()}


@app.route("/login", methods=["POST"])
def login():
    query = "SELECT id FROM users WHERE name = '%s' AND secret = '%s'" % (request.form["name"], request.form["secret"])
    return {"rows": sqlite3.connect("shop.db").execute(query).fetchall()}


@app.route("/items")
def items():
    order = request.args.get("order", "name")
    rows = db.session.execute(text(f"SELECT * FROM items ORDER BY {order}"))
    return {"rows": list(rows)}


@app.route("/filter")
def filtered():
    clauses = []
    if "q" in request.args:
        clauses.append("title LIKE '%" + request.args["q"] + "%'")
    statement = "SELECT * FROM items WHERE " + " AND ".join(clauses)
    return {"rows": db.engine.execute(statement).fetchall()}
