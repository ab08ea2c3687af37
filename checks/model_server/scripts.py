"""Servers that scripts, units, images and TorchServe's settings start."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.core.severity import Confidence, Severity
from checks.documents.dockerfile import TooLong, instructions
from checks.documents.nodes import NotRead
from checks.model_server import rules
from checks.model_server.commands import Command, commands
from checks.model_server.servers import IMAGES, anywhere, known, open_notebook, option
from checks.model_server.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator

# Who may ask Ollama, and from where.
OLLAMA = re.compile(r"\bOLLAMA_(HOST|ORIGINS)[\"']?\s*[=:]\s*[\"']?([^\s\"';]+)")
_MANAGED = re.compile(r"^\s*management_address\s*=\s*(\S+)\s*$")
_NO_TOKEN = re.compile(r"^\s*disable_token_authorization\s*=\s*true\s*$", re.IGNORECASE)
_PUBLISHES = frozenset({"-p", "--publish"})
PORT = re.compile(r"^(?:0\.0\.0\.0:|\[?::\]?:)?\d+(?:-\d+)?:\d+(?:-\d+)?(?:/\w+)?$")


def script(text: str) -> Iterator[Sight]:
    """On a host, where an address is reachable as it stands."""
    for number, line in enumerate(text.split("\n"), 1):
        for name, value in _ollama(line):
            if name == "ORIGINS" and value == "*":
                yield Sight(rules.ORIGINS, "`OLLAMA_ORIGINS=*`", (Span(number, number),))
            elif name == "HOST" and anywhere(value):
                yield Sight(rules.OPEN, "Ollama", (Span(number, number),))
    for command in commands(text):
        yield from _started(command, text)


def _ollama(line: str) -> Iterator[tuple[str, str]]:
    if not line.lstrip().startswith(("#", "echo", "unset")):
        yield from OLLAMA.findall(line)


def _started(command: Command, text: str) -> Iterator[Sight]:
    words = command.words
    if (place := _run(words)) is not None:
        yield from _container(words[place:], text, command.span)
        return
    server = known(words)
    if server and server.opened(words, container=False) and not server.guarded(words, text):
        yield Sight(server.rule, server.name, (command.span,))
    if (notebook := open_notebook(words)) is not None:
        elsewhere = anywhere(option(words, ("--ip", "--host", "--ServerApp.ip", "--NotebookApp.ip")) or "")
        yield Sight(rules.NOTEBOOK, notebook, (command.span,), None if elsewhere else Severity.MEDIUM)


def _run(words: tuple[str, ...]) -> int | None:
    """Where the arguments of `docker run` begin."""
    for index, word in enumerate(words[:-1]):
        if word.rpartition("/")[2] in {"docker", "podman", "nerdctl"} and words[index + 1] == "run":
            return index + 2
    return None


def _container(words: tuple[str, ...], text: str, span: Span) -> Iterator[Sight]:
    if (notebook := open_notebook(words)) is not None:
        yield Sight(rules.NOTEBOOK, notebook, (span,), confidence=Confidence.MEDIUM)
    ports = [following for word, following in pairwise(words) if word in _PUBLISHES]
    ports += [word.partition("=")[2] for word in words if word.startswith("--publish=")]
    if not any(PORT.match(port) for port in ports):
        return
    name = next((name for name in map(image_name, words) if name), None)
    if name is not None:
        subject, guards, keys = IMAGES[name]
        if option(words, guards) is None and not any(key in text for key in keys):
            yield Sight(rules.PUBLISHED, subject, (span,))


def image_name(reference: str) -> str | None:
    """The known server whose image it names."""
    last = reference.partition("@")[0].rpartition("/")[2].partition(":")[0]
    return last if last in IMAGES and (":" in reference or "/" in reference) else None


def image(text: str) -> Iterator[Sight]:
    """In a container every address is the usual one; who publishes the port is not known. Raises `NotRead`."""
    try:
        steps = list(instructions(text))
    except TooLong as reason:
        raise NotRead(str(reason)) from reason
    for step in steps:
        if step.keyword in {"CMD", "ENTRYPOINT"}:
            for words in _words(step.argument):
                if (notebook := open_notebook(words)) is not None:
                    yield Sight(rules.NOTEBOOK, notebook, (step.span,), confidence=Confidence.MEDIUM)
                server = known(words)
                if server and server.opened(words, container=True) and not server.guarded(words, text):
                    yield Sight(server.rule, server.name, (step.span,), Severity.LOW, Confidence.LOW)
        elif step.keyword == "ENV" and any(found == ("ORIGINS", "*") for found in _ollama(step.argument)):
            yield Sight(rules.ORIGINS, "`OLLAMA_ORIGINS=*`", (step.span,))


def _words(argument: str) -> Iterator[tuple[str, ...]]:
    if not argument.startswith("["):
        yield from (command.words for command in commands(argument))
        return
    try:
        listed = json.loads(argument)
    except (ValueError, RecursionError):
        return
    words = tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()
    if words[1:2] in {("-c",), ("-lc",)}:
        yield from (command.words for script_ in words[2:] for command in commands(script_))
    else:
        yield words


def properties(text: str) -> Iterator[Sight]:
    """TorchServe: whoever reaches its management loads archives, which hold code; newer ones demand a token unless told not to."""
    lines = text.split("\n")
    off = [number for number, line in enumerate(lines, 1) if _NO_TOKEN.match(line)]
    for number, line in enumerate(lines, 1):
        if (told := _MANAGED.match(line)) is not None and anywhere(re.sub(r":\d+$", "", told[1])):
            spans = (Span(number, number), *(Span(each, each) for each in off))
            yield Sight(rules.RUNS_CODE, "The management of TorchServe", spans, None if off else Severity.MEDIUM)
