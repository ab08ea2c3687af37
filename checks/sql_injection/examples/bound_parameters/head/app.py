import sqlite3

from flask import Flask, abort, request
from sqlalchemy import text

from .models import Item, db

app = Flask(__name__)
COLUMNS = {"name": "name", "price": "price"}


@app.route("/user/<name>")
def user(name):
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    return {"user": cursor.fetchone()}


@app.route("/items")
def items():
    order = COLUMNS.get(request.args.get("order"), "name")
    rows = db.session.execute(text(f"SELECT * FROM items WHERE title = :t ORDER BY {order}"), {"t": request.args["t"]})
    return {"rows": list(rows)}


@app.route("/sorted")
def sorted_items():
    order = request.args.get("order")
    if order not in ("name", "price"):
        abort(400)
    return {"rows": db.engine.execute("SELECT * FROM items ORDER BY " + order).fetchall()}


@app.route("/page")
def page():
    number = int(request.args["page"])
    return {"rows": db.engine.execute(f"SELECT * FROM items LIMIT 10 OFFSET {number}").fetchall()}


@app.route("/many")
def many():
    names = request.args.getlist("name")
    marks = ", ".join("?" for _ in names)
    return {"rows": db.engine.execute(f"SELECT * FROM users WHERE name IN ({marks})", names).fetchall()}


@app.route("/orm")
def orm():
    return {"rows": Item.query.filter(Item.title == request.args["title"]).all()}
