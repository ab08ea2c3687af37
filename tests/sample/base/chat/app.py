"""The web application."""

import sqlite3

from flask import Flask, jsonify, render_template, request, session

from chat import accounts, history, models, retrieval
from chat.config import Config


def create_app(config: Config) -> Flask:
    """The application, wired to one set of settings."""
    app = Flask(__name__, template_folder="../templates")
    app.secret_key = config.secret_key
    app.config["DATABASE"] = str(config.database)
    handbook = retrieval.Handbook(config.handbook_url)
    app.register_blueprint(history.pages)

    @app.get("/")
    def home():
        return render_template("home.html", account=session.get("account"))

    @app.post("/session")
    def sign_in():
        form = request.form
        with sqlite3.connect(config.database) as database:
            if not accounts.sign_in(database, form["name"], form["password"]):
                return jsonify({"error": "wrong name or password"}), 401
        session["account"] = form["name"]
        return "", 204

    @app.post("/chat")
    def chat():
        if "account" not in session:
            return jsonify({"error": "please sign in"}), 401
        question = request.get_json()["question"]
        passages = handbook.search(question)
        answer = models.load(config.model).answer(question, retrieval.quoted(passages))
        return jsonify({"answer": answer, "sources": [passage.title for passage in passages]})

    return app
