import ldap
from flask import Flask, request
from ldap.filter import escape_filter_chars, filter_format
from ldap3 import Connection
from ldap3.utils import conv

app = Flask(__name__)


@app.route("/find")
def find():
    connection = ldap.initialize("ldap://directory.example")
    text = "(uid=" + escape_filter_chars(request.args["user"]) + ")"
    return {"found": connection.search_s("dc=example", ldap.SCOPE_SUBTREE, text)}


@app.route("/format")
def formatted():
    connection = ldap.initialize("ldap://directory.example")
    return {"found": connection.search_s("dc=example", 2, filter_format("(uid=%s)", [request.args["user"]]))}


@app.route("/find3")
def find3():
    connection = Connection("directory.example")
    user = conv.escape_filter_chars(request.form["user"])
    connection.search("dc=example", f"(uid={user})", attributes=["cn"])
    return {"found": connection.entries}
