"""Each query beside its twin: in one of them the input arrives, in the other it stays behind."""

import configparser
import sqlite3

from flask import Flask, request

app = Flask(__name__)
COLUMNS = {"name": "customer_name", "date": "created_at"}


def plain(_value):
    return "pending"


def passed(value):
    return value


@app.get("/condition")
def condition():
    state = request.args["state"]
    number = 86
    shown = "pending" if 7 * 18 + number > 200 else state
    hidden = "pending" if 7 * 18 + number > 300 else state
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute(f"SELECT * FROM orders WHERE state = '{shown}'")
    cursor.execute(f"SELECT * FROM orders WHERE state = '{hidden}'")
    return "ok"


@app.get("/items")
def items():
    parts = ["pending"]
    parts.append(request.args["state"])
    parts.append("paid")
    parts.pop(0)
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute("SELECT * FROM orders WHERE state = '" + parts[1] + "'")
    cursor.execute("SELECT * FROM orders WHERE state = '" + parts[0] + "'")
    return "ok"


@app.get("/options")
def options():
    known = configparser.ConfigParser()
    known.add_section("orders")
    known.set("orders", "fixed", "pending")
    known.set("orders", "asked", request.args["state"])
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute("SELECT * FROM orders WHERE state = '%s'" % known.get("orders", "fixed"))
    cursor.execute("SELECT * FROM orders WHERE state = '%s'" % known.get("orders", "asked"))
    return "ok"


@app.get("/helper")
def helper():
    cursor = sqlite3.connect("shop.db").cursor()
    first = plain(request.args["state"])
    second = passed(request.args["state"])
    cursor.execute("SELECT * FROM orders WHERE state = '{}'".format(first))
    cursor.execute("SELECT * FROM orders WHERE state = '{}'".format(second))
    return "ok"


@app.get("/table")
def table():
    column = COLUMNS.get(request.args["by"], "id")
    cursor = sqlite3.connect("shop.db").cursor()
    cursor.execute(f"SELECT * FROM orders ORDER BY {column}")
    return "ok"
