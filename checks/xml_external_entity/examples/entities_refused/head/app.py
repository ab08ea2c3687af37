import xml.etree.ElementTree as ElementTree
import xml.sax
import xml.sax.handler

import defusedxml.ElementTree
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(request.data, parser).tag


@app.route("/defused", methods=["POST"])
def defused():
    return defusedxml.ElementTree.fromstring(request.data).tag


@app.route("/standard", methods=["POST"])
def standard():
    return ElementTree.fromstring(request.data).tag


def reader():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    return parser


def settings():
    return etree.parse("settings.xml")
