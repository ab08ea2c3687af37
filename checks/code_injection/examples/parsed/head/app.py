import ast
import importlib
import json
import operator

from flask import Flask, abort, request

app = Flask(__name__)
OPERATIONS = {"add": operator.add, "sub": operator.sub}
PLUGINS = ("charts", "tables")


@app.route("/calc")
def calculate():
    return str(ast.literal_eval(request.args["expression"]))


@app.route("/run", methods=["POST"])
def run():
    return json.loads(request.form["script"])


@app.route("/operation")
def operation():
    chosen = OPERATIONS[request.args["name"]]
    return str(chosen(1, 2))


@app.route("/plugin/<name>")
def plugin(name):
    if name not in PLUGINS:
        abort(404)
    return importlib.import_module("plugins." + name).render()


@app.route("/square")
def square():
    return str(eval("x * x", {"x": int(request.args["x"])}))


def parse_tool_arguments(arguments: str):
    return ast.literal_eval(arguments)
