from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = True
app.debug = True


def local():
    app.run(port=8000, debug=True)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000, debug=True)
