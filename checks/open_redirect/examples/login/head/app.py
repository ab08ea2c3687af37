from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from flask import Flask, make_response, redirect, request

app = Flask(__name__)
api = FastAPI()


@app.route("/login")
def login():
    return redirect(request.args.get("next", "/"))


@app.route("/go/<path:target>")
def go(target):
    return redirect("https://" + target)


@app.route("/header")
def header():
    response = make_response("", 302)
    response.headers["Location"] = request.form["back"]
    return response


@api.get("/out")
async def out(url: str):
    return RedirectResponse(url)
