from flask import Flask, request

app = Flask(__name__)


@app.route("/greet")
def greet():
    template = request.args.get("template", "Hello {user.name}")
    return template.format(user=current())


@app.route("/label")
def label():
    return ("<b>" + request.args["label"] + "</b>").format(current())
