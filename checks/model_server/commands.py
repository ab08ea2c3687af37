"""The commands of a script, with the lines they stand on."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# What must stand in a line for it to be taken apart: shell words are costly to read.
CONCERNS = re.compile(
    r"vllm|sglang|llama|text-generation|text-embeddings|tritonserver|mlflow|tensorboard|chroma|xinference|ray\s|jupyter|notebook|marimo|(?:docker|podman|nerdctl)\s",
    re.IGNORECASE,
)
# A command takes a few lines; a line of a minified bundle takes none of ours.
MAX_COMMAND = 8_000
_SAID_ONLY = frozenset({"echo", "printf", "cat", "grep", "which", "pip", "pip3", "uv", "apt", "apt-get", "conda", "pkill", "kill", "#"})
_ASSIGNED = re.compile(r"^[A-Za-z_]\w*=")


@dataclass(frozen=True, slots=True)
class Command:
    """The words of one command, assignments in front of it included."""

    words: tuple[str, ...]
    span: Span


def commands(text: str, *, first: int = 1) -> Iterator[Command]:
    """Those that may concern a server, in order. `first` is the line the text begins on."""
    for logical, span in _logical(text, first):
        if CONCERNS.search(logical) and len(logical) <= MAX_COMMAND:
            yield from (Command(words, span) for words in _simple(logical))


def _logical(text: str, first: int) -> Iterator[tuple[str, Span]]:
    parts: list[str] = []
    begin = number = first
    for number, line in enumerate(text.split("\n"), first):
        plain = line.rstrip()
        if not parts:
            begin = number
            if plain.lstrip().startswith("#"):
                continue
        parts.append(plain.removesuffix("\\").strip())
        if not plain.endswith("\\"):
            yield " ".join(parts), Span(begin, number)
            parts = []
    if parts:
        yield " ".join(parts), Span(begin, number)


def _simple(logical: str) -> Iterator[tuple[str, ...]]:
    lexer = shlex.shlex(logical.lstrip("@-"), posix=True, punctuation_chars=";|&()")
    lexer.whitespace_split = True
    try:
        tokens = list(lexer)
    except ValueError:
        tokens = logical.split()
    words: list[str] = []
    for token in [*tokens, ";"]:
        if token.strip(";|&()"):
            words.append(token)
        elif words:
            program = next((word for word in words if not _ASSIGNED.match(word)), "")
            if program not in _SAID_ONLY:
                yield tuple(words)
            words = []
