import importlib
from flask import Flask, request

app = Flask(__name__)


@app.route("/calc")
def calculate():
    return str(eval(request.args["expression"]))


@app.route("/run", methods=["POST"])
def run():
    script = request.get_json()["script"]
    namespace = {}
    exec(f"result = {script}", namespace)
    return str(namespace["result"])


@app.route("/plugin/<name>")
def plugin(name):
    return importlib.import_module("plugins." + name).render()


def parse_tool_arguments(arguments: str):
    return eval(arguments)
