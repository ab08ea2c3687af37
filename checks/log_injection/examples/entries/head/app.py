import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.post("/login")
def login():
    name = request.form["name"]
    logging.info("login of %s", name)
    logger.warning(f"login of {name} failed")
    app.logger.error("no user " + name)
    return "ok"


@app.get("/item/<name>")
def item(name):
    logger.info("item {}".format(name))
    return "ok"
