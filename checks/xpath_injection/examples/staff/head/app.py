import xml.etree.ElementTree as ElementTree

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/staff")
def staff():
    tree = etree.parse("staff.xml")
    found = tree.xpath("//person[@name='" + request.args["name"] + "']")
    return {"count": len(found)}


@app.route("/room/<name>")
def room(name):
    root = ElementTree.parse("rooms.xml").getroot()
    return {"room": root.find(f"./room[@name='{name}']").text}
