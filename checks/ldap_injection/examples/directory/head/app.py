import ldap
from flask import Flask, request
from ldap3 import Connection

app = Flask(__name__)


@app.route("/find")
def find():
    connection = ldap.initialize("ldap://directory.example")
    text = "(uid=" + request.args["user"] + ")"
    return {"found": connection.search_s("dc=example", ldap.SCOPE_SUBTREE, text)}


@app.route("/find3")
def find3():
    connection = Connection("directory.example")
    connection.search("dc=example", f"(&(uid={request.form['user']})(active=1))", attributes=["cn"])
    return {"found": connection.entries}
