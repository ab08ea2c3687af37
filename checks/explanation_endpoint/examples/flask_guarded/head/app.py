from flask import Flask, jsonify
from flask_login import login_required

app = Flask(__name__)


@app.route("/feature-importance/<name>")
@login_required
def importance(name):
    return jsonify(dict(zip(COLUMNS, MODELS[name].feature_importances_)))
