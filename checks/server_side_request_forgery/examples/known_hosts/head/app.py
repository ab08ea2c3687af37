from urllib.parse import urlparse

import requests
from flask import Flask, abort, current_app, request

app = Flask(__name__)
HOSTS = {"one.example"}
API = "https://api.example"


@app.route("/parsed")
def parsed():
    url = request.args["url"]
    parts = urlparse(url)
    if parts.scheme != "https" or parts.hostname not in HOSTS:
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/named")
def named():
    url = request.args["url"]
    host = urlparse(url).hostname
    if host not in HOSTS:
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/item")
def item():
    return requests.get(f"{API}/items/{request.args['name']}", timeout=5).text


@app.route("/setting")
def setting():
    return requests.get(f"{current_app.config['API']}/items/{request.args['name']}", timeout=5).text


class Client:
    def __init__(self, base_url):
        self.base_url = base_url

    def item(self):
        return requests.get(f"{self.base_url}/items/{request.args['name']}", timeout=5).json()


def fetch(base_url):
    return requests.get(f"{base_url}/items/{request.args['name']}", timeout=5).json()
