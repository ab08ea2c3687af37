from urllib.parse import urlparse

import requests
from fastapi import FastAPI
from flask import Flask, abort, request

app = Flask(__name__)
api = FastAPI()
HOSTS = {"a.example", "b.example"}
FEEDS = {"news": "https://news.example/rss"}


@app.route("/preview")
def preview():
    url = request.args["url"]
    if urlparse(url).hostname not in HOSTS:
        abort(400)
    return requests.get(url, timeout=5).text


@app.route("/search")
def search():
    return requests.get("https://search.example/api", params={"q": request.args["q"]}, timeout=5).text


@app.route("/user/<name>")
def user(name):
    return requests.get(f"https://api.example/users/{name}", timeout=5).text


@app.route("/repo")
def repo():
    return requests.get("https://api.example/repos/" + request.args["repo"], timeout=5).text


@app.route("/feed")
def feed():
    return requests.get(FEEDS[request.args["name"]], timeout=5).text


@app.route("/post", methods=["POST"])
def post():
    return requests.post("https://api.example/post", json=request.get_json(), timeout=5).text


def load_image(name):
    return requests.get("https://images.example/" + name, timeout=5).content
