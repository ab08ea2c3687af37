"""Servers that files of Compose and manifests of Kubernetes start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.core.severity import Confidence, Severity
from checks.model_server import rules
from checks.model_server.commands import commands
from checks.model_server.scripts import PORT
from checks.model_server.servers import known, open_notebook
from checks.model_server.sight import Sight
from checks.runtime_access.kubernetes import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.documents.nodes import Node

# Stores and servers by their image: `runtime-access` tells of their published ports.
_TOLD = re.compile(r"(?:^|/)(?:vllm-openai|text-generation-inference|tritonserver|torchserve|mlflow|jupyter|tensorboard|ollama|chroma)\b")
_CONTAINERS = ("containers", "initContainers")


def sights(found: Sequence[Node], text: str) -> Iterator[Sight]:
    """Everything of one file: a port and the service in front of it may stand in different documents."""
    outside = any(_leads_inside(document) for document in found)
    for document in found:
        if manifest(document):
            for pod in document.below():
                for container in (each for name in _CONTAINERS for each in pod.at(name).items):
                    yield from _contained(container, text, outside=outside)
        else:
            for service in document.at("services").fields.values():
                yield from _service(service, text)


def _leads_inside(document: Node) -> bool:
    return document.at("spec", "type").text in {"LoadBalancer", "NodePort"} or document.at("kind").text == "Ingress"


def _contained(container: Node, text: str, *, outside: bool) -> Iterator[Sight]:
    outside = outside or any("hostPort" in port.fields for port in container.at("ports").items)
    span = _span(container, "args", "command")
    for words in _said([container.at("command"), container.at("args")]):
        if (notebook := open_notebook(words)) is not None:
            yield Sight(rules.NOTEBOOK, notebook, (span,), confidence=Confidence.MEDIUM)
        server = known(words)
        if server and server.opened(words, container=True) and not server.guarded(words, text):
            weight = (None, None) if outside else (Severity.MEDIUM, Confidence.LOW)
            yield Sight(server.rule, server.name, (span,), *weight)
    yield from _origins(container)


def _service(service: Node, text: str) -> Iterator[Sight]:
    ports = [port.line for port in service.at("ports").items if PORT.match(port.text)]
    span = _span(service, "command", "entrypoint")
    told = _TOLD.search(service.at("image").text.lower())
    for words in _said([service.at("entrypoint"), service.at("command")]):
        if (notebook := open_notebook(words)) is not None:
            yield Sight(rules.NOTEBOOK, notebook, (span,), None if ports else Severity.MEDIUM, Confidence.MEDIUM)
        server = known(words)
        if server and ports and not told and server.opened(words, container=True) and not server.guarded(words, text):
            rule = rules.RUNS_CODE if server.rule is rules.RUNS_CODE else rules.PUBLISHED
            yield Sight(rule, server.name, (*(Span(line, line) for line in ports), span))
    yield from _origins(service)


def _span(holder: Node, *names: str) -> Span:
    """The lines of the command, from its key to its last word."""
    for name in names:
        if name in holder.fields:
            node = holder.at(name)
            return Span(holder.line_of(name), max([holder.line_of(name), node.line, *(item.line for item in node.items)]))
    return Span(holder.line, holder.line)


def _said(parts: Sequence[Node]) -> Iterator[tuple[str, ...]]:
    """The command as it is run: a text is parted into words, and the script of a shell into commands."""
    words = [word for part in parts for word in (part.texts if part.items else [part.text])]
    listed = any(part.items for part in parts)
    scripts = [word for word in words if "\n" in word or (" " in word and not listed)] or [word for word in words if " " in word]
    for script in scripts:
        yield from (command.words for command in commands(script))
    if not scripts:
        yield tuple(word for word in words if word)


def _origins(holder: Node) -> Iterator[Sight]:
    given = holder.at("environment" if "environment" in holder.fields else "env")
    named = [(name, value.text, given.line_of(name)) for name, value in given.fields.items()]
    named += [(item.at("name").text, item.at("value").text, item.line) for item in given.items if item.fields]
    named += [(*item.text.partition("=")[::2], item.line) for item in given.items if item.text]
    for name, value, line in named:
        if name == "OLLAMA_ORIGINS" and value == "*":
            yield Sight(rules.ORIGINS, "`OLLAMA_ORIGINS=*`", (Span(line, line),))
