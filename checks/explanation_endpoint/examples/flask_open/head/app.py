from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/feature-importance/<name>")
def importance(name):
    return jsonify(dict(zip(COLUMNS, MODELS[name].feature_importances_)))
