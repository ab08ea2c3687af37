"""Earlier conversations of the person who is signed in."""

import sqlite3

from flask import Blueprint, current_app, jsonify, request, session

pages = Blueprint("history", __name__, url_prefix="/history")


def connect() -> sqlite3.Connection:
    """A connection to the service's database."""
    return sqlite3.connect(current_app.config["DATABASE"])


@pages.get("/")
def recent():
    """The latest questions, newest first."""
    with connect() as database:
        rows = database.execute(
            "SELECT id, question FROM messages WHERE account = ? ORDER BY id DESC LIMIT 20",
            (session["account"],),
        ).fetchall()
    return jsonify([{"id": number, "question": question} for number, question in rows])


@pages.get("/search")
def search():
    """Earlier questions that contain a word."""
    word = request.args["word"]
    with connect() as database:
        rows = database.execute(
            f"SELECT id, question FROM messages WHERE question LIKE '%{word}%' ORDER BY id DESC",
        ).fetchall()
    return jsonify([{"id": number, "question": question} for number, question in rows])


@pages.get("/<int:number>")
def one(number: int):
    """A single question with its answer."""
    with connect() as database:
        row = database.execute(
            "SELECT question, answer FROM messages WHERE id = ? AND account = ?",
            (number, session["account"]),
        ).fetchone()
    if row is None:
        return jsonify({"error": "no such message"}), 404
    return jsonify({"question": row[0], "answer": row[1]})


@pages.post("/<int:number>/rating")
def rate(number: int):
    """Remember whether an answer helped."""
    helpful = bool(request.get_json()["helpful"])
    with connect() as database:
        database.execute(
            "UPDATE messages SET helpful = ? WHERE id = ? AND account = ?",
            (helpful, number, session["account"]),
        )
    return "", 204
