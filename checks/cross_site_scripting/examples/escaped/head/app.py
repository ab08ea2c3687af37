import html

from flask import Flask, Response, jsonify, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.route("/hello")
def hello():
    return f"<h1>Hello {escape(request.args['name'])}</h1>"


@app.route("/item/<name>")
def item(name):
    return "<li>" + html.escape(name) + "</li>"


@app.route("/template")
def template():
    return render_template("page.html", title=request.args["title"])


@app.route("/data")
def data():
    return jsonify(name=request.args["name"])


@app.route("/dictionary")
def dictionary():
    return {"name": request.args["name"]}


@app.route("/plain")
def plain():
    return Response(request.args["name"], mimetype="text/plain")


@app.route("/page/<int:number>")
def numbered(number):
    return f"<p>{number}</p>"


@app.route("/marked")
def marked():
    return jsonify(html=Markup("<b>{}</b>").format(request.form["title"]))
