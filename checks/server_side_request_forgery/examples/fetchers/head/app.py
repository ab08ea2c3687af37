import socket
import urllib.request

import httpx
import requests
from fastapi import FastAPI
from flask import Flask, request
from pydantic import BaseModel

app = Flask(__name__)
api = FastAPI()


class Hook(BaseModel):
    url: str


@app.route("/preview")
def preview():
    return requests.get(request.args["url"], timeout=5).text


@app.route("/proxy/<path:target>")
def proxy(target):
    return urllib.request.urlopen(f"http://{target}").read()


@app.route("/tenant")
def tenant():
    host = request.headers.get("X-Tenant")
    return requests.request("GET", "https://" + host + "/status", timeout=5).text


@app.route("/weak")
def weak():
    url = request.args["url"]
    if not url.startswith("http"):
        return "bad"
    return requests.get(url, timeout=5).text


@app.route("/port")
def port():
    connection = socket.create_connection((request.args["host"], 80))
    return str(connection)


@api.post("/hooks")
async def hook(hook: Hook):
    async with httpx.AsyncClient() as client:
        answer = await client.post(hook.url, json={})
    return answer.status_code


def load_image(image_url):
    return requests.get(image_url, timeout=5).content
