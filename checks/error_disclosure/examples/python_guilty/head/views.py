import traceback

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/order")
def order():
    try:
        return find(request.args["number"])
    except KeyError:
        return jsonify(error=traceback.format_exc()), 500


@app.route("/pay")
def pay():
    try:
        return charge(request.args["number"])
    except Exception as error:
        return jsonify(error=str(error)), 500
