"""Documents that people bring along and ask about."""

import subprocess
from pathlib import Path

import requests
from flask import Blueprint, jsonify, request, send_file

pages = Blueprint("documents", __name__, url_prefix="/documents")
STORE = Path("documents")


def text_of(path: Path) -> str:
    """The stored text of a document."""
    return path.with_suffix(".txt").read_text(encoding="utf-8")


@pages.post("/")
def upload():
    """Store a document and extract its text."""
    document = request.files["document"]
    document.save(STORE / "incoming.pdf")
    title = request.form["title"]
    subprocess.run(f"pdftotext {STORE}/incoming.pdf '{STORE}/{title}.txt'", shell=True, check=True)
    return jsonify({"title": title}), 201


@pages.post("/import")
def import_from_address():
    """Fetch a document from the web instead of uploading it."""
    address = request.get_json()["address"]
    answer = requests.get(address, timeout=10)
    answer.raise_for_status()
    (STORE / "imported.txt").write_text(answer.text, encoding="utf-8")
    return jsonify({"characters": len(answer.text)}), 201


@pages.get("/original")
def original():
    """The document as it was uploaded."""
    name = request.args["name"]
    return send_file(f"{STORE.resolve()}/{name}")
