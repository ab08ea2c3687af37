from fastapi import FastAPI
from flask import Flask, render_template, request
from markupsafe import Markup

site = Flask(__name__)
api = FastAPI()


@site.route("/hello")
def hello():
    return "<p>" + request.args["name"]


@site.route("/page")
def page():
    return render_template("page.html", data={"html": Markup(request.args["text"])})


@site.route("/json")
def as_json():
    return {"name": request.args["name"]}


@api.get("/echo/{text}")
def echo(text: str):
    return text
