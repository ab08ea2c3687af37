from flask import Flask, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)


@app.route("/hello")
def hello():
    return render_template_string("<h1>Hello " + request.args["name"] + "</h1>")


@app.route("/card", methods=["POST"])
def card():
    return Template(request.form["layout"]).render()


@app.route("/mail")
def mail():
    source = f"Dear {request.cookies.get('name')},"
    return Environment().from_string(source).render()


@app.errorhandler(404)
def missing(error):
    return render_template_string("<p>%s not found</p>" % request.path), 404


def banner(title):
    return Template(f"<h1>{title}</h1>").render()
