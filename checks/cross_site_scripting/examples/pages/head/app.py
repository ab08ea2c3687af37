from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from flask import Flask, make_response, render_template, request
from markupsafe import Markup

app = Flask(__name__)
api = FastAPI()


@app.route("/hello")
def hello():
    return "<h1>Hello " + request.args["name"] + "</h1>"


@app.route("/item/<name>")
def item(name):
    page = "<ul>"
    page += f"<li>{name}</li>"
    return page + "</ul>"


@app.route("/made")
def made():
    return make_response("<p>%s</p>" % request.headers.get("Referer"))


@app.route("/marked")
def marked():
    title = Markup("<b>" + request.form["title"] + "</b>")
    return render_template("page.html", title=title)


@api.get("/page")
async def page(title: str):
    return HTMLResponse(f"<title>{title}</title>")
