import xml.sax
import xml.sax.handler

from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/order", methods=["POST"])
def order():
    parser = etree.XMLParser(resolve_entities=True, no_network=False)
    return etree.fromstring(request.data, parser).tag


@app.route("/plain", methods=["POST"])
def plain():
    return etree.fromstring(request.get_data()).tag


def reader():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    return parser
