import xml.etree.ElementTree as ElementTree

from flask import Flask, request
from lxml import etree

app = Flask(__name__)
ROOMS = {"red", "blue"}


@app.route("/staff")
def staff():
    tree = etree.parse("staff.xml")
    found = tree.xpath("//person[@name=$name]", name=request.args["name"])
    return {"count": len(found)}


@app.route("/room/<name>")
def room(name):
    root = ElementTree.parse("rooms.xml").getroot()
    if name not in ROOMS:
        return {"room": None}
    return {"room": root.find(f"./room[@name='{name}']").text}


@app.route("/search")
def search():
    return {"at": "a long text".find(request.args["q"])}
