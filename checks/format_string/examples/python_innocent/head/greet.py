from string import Template

from flask import Flask, request

app = Flask(__name__)


@app.route("/greet")
def greet():
    return "Hello {}, {name}".format(request.args["greeting"], name=request.args["name"])


@app.route("/label")
def label():
    return Template(request.args["label"]).safe_substitute(name=current().name)


@app.route("/date")
def date():
    text = request.args["text"].replace("{", "{{")
    return text.format(current())
