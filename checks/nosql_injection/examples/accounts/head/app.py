from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient().shop


@app.post("/login")
def login():
    body = request.get_json()
    return {"user": db.users.find_one({"name": body["name"], "password": body["password"]})}


@app.post("/search")
def search():
    return {"found": list(db.items.find(request.json))}


@app.delete("/item")
def remove():
    db.items.delete_many({"owner": request.json.get("owner")})
    return {}


@app.get("/where")
def where():
    return {"found": list(db.items.find({"$where": "this.owner == '" + request.args["owner"] + "'"}))}
