import logging
import traceback

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/order")
def order():
    try:
        return find(request.args["number"])
    except KeyError:
        logging.error(traceback.format_exc())
        return jsonify(error="something went wrong"), 500


@app.route("/pay")
def pay():
    try:
        return charge(request.args["number"])
    except NotEnough as error:
        return jsonify(error=str(error)), 402


def report():
    return traceback.format_exc()
