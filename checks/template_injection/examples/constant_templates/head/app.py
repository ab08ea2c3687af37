from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)


@app.route("/hello")
def hello():
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args["name"])


@app.route("/card", methods=["POST"])
def card():
    return render_template("card.html", layout=request.form["layout"])


@app.route("/mail")
def mail():
    return Environment(autoescape=True).from_string("Dear {{ name }},").render(name=request.cookies.get("name"))


def banner(title):
    return Template("<h1>{{ title }}</h1>", autoescape=True).render(title=title)
