"""What a file of provenance says about which artefacts: in-toto statements and Sigstore's bundles, as npm, PyPI and SLSA write them."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = (".publish.attestation", ".slsa.attestation", ".provenance", ".sigstore", ".sigstore.json", ".intoto.json", ".intoto.jsonl")
MAX_BYTES = 5_000_000
# Documents in one file, and values in each of them; no tool writes nearly as many.
MAX_VALUES = 100_000
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
# An artefact's name and its SHA-256 in hexadecimal digits.
Subject = tuple[str, str]


class Unusable(Exception):
    """The file holds no provenance that could be read; the message says why."""


def is_provenance(name: str) -> bool:
    """By its ending."""
    return name.endswith(ENDINGS)


def subjects(name: str, raw: bytes) -> list[Subject]:
    """Every artefact with its digest; others than SHA-256 say nothing here. `name`: the file's own. Raises `Unusable`."""
    if len(raw) > MAX_BYTES:
        raise Unusable(f"larger than {MAX_BYTES} bytes")
    ending = next((each for each in ENDINGS if name.endswith(each)), "")
    documents = raw.decode("utf-8", "replace").split("\n") if ending.endswith(".jsonl") else [raw]
    written = [text for text in documents if text.strip()]
    if not written:
        raise Unusable("it is empty")
    return [each for text in written for each in _said(_json(text), name.removesuffix(ending))]


def _said(document: object, artefact: str) -> Iterator[Subject]:
    waiting, seen = [document], 0
    while waiting:
        value, seen = waiting.pop(), seen + 1
        if seen > MAX_VALUES:
            raise Unusable(f"more than {MAX_VALUES} values")
        if isinstance(value, list):
            waiting += value
        if not isinstance(value, dict):
            continue
        waiting += value.values()
        for field in ("statement", "payload"):
            if isinstance(value.get(field), str):
                yield from _statement(_json(_decoded(value[field])))
        message = value.get("messageDigest")
        if isinstance(message, dict) and message.get("algorithm") == "SHA2_256" and isinstance(message.get("digest"), str):
            yield artefact, _decoded(message["digest"]).hex()
        if "predicateType" in value and "subject" in value:
            yield from _statement(value)


def _statement(said: object) -> Iterator[Subject]:
    listed = said.get("subject") if isinstance(said, dict) else None
    for subject in listed if isinstance(listed, list) else []:
        name, digest = (subject.get("name"), subject.get("digest")) if isinstance(subject, dict) else (None, None)
        sha256 = digest.get("sha256") if isinstance(digest, dict) else None
        if isinstance(name, str) and isinstance(sha256, str):
            if _SHA256.fullmatch(sha256.lower()) is None:
                raise Unusable("a digest in it is no SHA-256")
            yield name.rpartition("/")[2], sha256.lower()


def _json(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unusable("not the JSON of a statement") from error


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError as error:
        raise Unusable("a part of it is not base64") from error
