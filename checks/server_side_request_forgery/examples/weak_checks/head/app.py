from urllib.parse import urlparse

import requests
from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/scheme")
def scheme():
    url = request.args["url"]
    if urlparse(url).scheme not in ("http", "https"):
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/parsed")
def parsed():
    url = request.args["url"]
    parts = urlparse(url)
    if parts.scheme != "https":
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/prefix")
def prefix():
    url = request.args["url"]
    if not url.startswith("https://"):
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/host")
def named():
    hostname = request.args["host"]
    return requests.get(f"https://{hostname}/status", timeout=5).text


@app.route("/base")
def base():
    base_url = request.args["base"]
    return requests.get(f"{base_url}/status", timeout=5).text


@app.route("/database")
def database():
    database = request.args["database"]
    return requests.get(f"{database}/status", timeout=5).text
