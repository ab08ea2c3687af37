import json
import logging

import structlog
from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)
events = structlog.get_logger()


@app.post("/login")
def login():
    name = request.form["name"]
    logging.info("login of %r", name)
    logger.warning("login of %s failed", name.replace("\n", " ").replace("\r", " "))
    app.logger.error("no user " + repr(name))
    logger.info("body %s", json.dumps(request.get_json()))
    logger.info("number %d", int(request.form["number"]))
    logger.info("agent %s", request.headers.get("User-Agent"))
    events.info("login", name=name)
    return "ok"
