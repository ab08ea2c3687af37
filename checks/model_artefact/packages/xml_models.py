"""Models in XML: PMML and OpenVINO, read by the standard parser's events and stopped at any document type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from checks.model_artefact.budget import Budget

_HEAD = 65_536
_ROOT = re.compile(rb"<(?:\w+:)?PMML[\s>]|<net\s[^>]{0,400}>\s*(?:<!--.{0,2000}?-->\s*)?<(?:layers|meta_data|pre-process)", re.DOTALL)
_SCRIPT = re.compile(r"script|groovy|\bjava\.|python|Runtime|ProcessBuilder|\beval\b|\bexec\b|\bsystem\b", re.IGNORECASE)
_OWN = frozenset(("extension", "custom"))


class _Refused(Exception):
    """There is a document type, and nothing behind it is read."""


def is_xml_model(name: str, data: bytes) -> bool:
    """Whether its root element is that of PMML or OpenVINO; a file called `.pmml` says so itself."""
    return name.lower().endswith(".pmml") or (b"<" in data[:_HEAD] and _ROOT.search(data[:_HEAD].replace(b"\0", b"")) is not None)


def read_xml(data: bytes, budget: Budget) -> set[Observation]:
    """What is to be said of the model. Raises `Spent`."""
    seen: set[Observation] = set()

    def refuse(*_: object) -> None:
        raise _Refused

    def element(tag: str, attributes: dict[str, str]) -> None:
        budget.opcode()
        kind = tag.rpartition(":")[2]
        values = " ".join(attributes.values())
        if kind == "Extension" and _SCRIPT.search(values):
            seen.add(Observation("xml-script", attributes.get("name", kind)))
        elif kind == "Apply" and "." in attributes.get("function", ""):
            seen.add(Observation("xml-function", attributes["function"]))
        elif kind == "layer" and attributes.get("version", "") in _OWN:
            seen.add(Observation("xml-layer", attributes.get("type", "")))
        if any(each in attributes for each in ("xi:include", "xml:base")) or kind == "include":
            seen.add(Observation("xml-entities"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler, parser.StartElementHandler = refuse, refuse, element
    try:
        parser.Parse(data, True)  # noqa: FBT003 - that this is all; the parser takes no keyword
    except _Refused:
        seen.add(Observation("xml-entities"))
    except (expat.ExpatError, ValueError, LookupError, MemoryError):
        seen.add(Observation("not-parsed", "the XML document"))
    return seen
