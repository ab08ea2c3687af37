from flask import Flask, abort, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient().shop


@app.post("/login")
def login():
    body = request.get_json()
    return {"user": db.users.find_one({"name": str(body["name"]), "password": {"$eq": body["password"]}})}


@app.post("/form")
def form():
    return {"user": db.users.find_one({"name": request.form["name"]})}


@app.delete("/item")
def remove():
    owner = request.json.get("owner")
    if not isinstance(owner, str):
        abort(400)
    db.items.delete_many({"owner": owner})
    return {}


@app.post("/add")
def add():
    db.items.insert_one(request.json)
    return {"at": "text".find(request.json["x"])}


@app.get("/where")
def where():
    return {"found": list(db.items.find({"$where": "this.price > 3", "owner": request.args["owner"]}))}
