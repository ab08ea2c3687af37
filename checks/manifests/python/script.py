"""The dependencies in the head of a single script (PEP 723)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits
from checks.manifests.python.requirement import entry
from checks.manifests.tables import document
from checks.manifests.toml_lines import lines_of
from checks.manifests.values import table, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.manifests.toml_lines import Path

MARKER = re.compile(rb"^# /// script", re.MULTILINE)
_OPENING = re.compile(r"# /// ([a-zA-Z0-9-]+)", re.ASCII)
_CLOSING = "# ///"
_LISTS: tuple[Path, ...] = (("dependencies",), ("tool", "uv", "constraint-dependencies"), ("tool", "uv", "override-dependencies"))


def parse(raw: bytes) -> Manifest:
    """A script without a block names nothing. Raises `Unparsable`."""
    blocks = [(first, content) for kind, first, content in _blocks(decoded(raw)) if kind == "script"]
    if len(blocks) > 1:
        raise Unparsable("more than one block of script metadata; tools refuse that")
    return _read(*blocks[0]) if blocks else Manifest(())


def _read(first: int, content: list[str]) -> Manifest:
    written, said = document("\n".join(content).encode())
    lines = lines_of(written)
    wanted: list[tuple[str, Path]] = []
    for path in _LISTS:
        holder = said
        for key in path[:-1]:
            holder = table(holder.get(key))
        wanted += [(each, path) for each in texts(holder.get(path[-1]))]
    few_enough(len(wanted))
    found = [entry(each, _below(first, lines.holding(each, *path))) for each, path in wanted]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _below(first: int, span: Span) -> Span:
    """The file's lines, for those of a block that begins on line `first`."""
    return Span(first + span.first - 1, first + span.last - 1)


def _blocks(text: str) -> Iterator[tuple[str, int, list[str]]]:
    """(type, first line of the content, content): a run of comments up to its last closing line; one that never closes is a comment."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    number = 0
    while number < len(lines):
        opening = _OPENING.fullmatch(lines[number])
        number += 1
        if opening is None:
            continue
        end = number
        while end < len(lines) and (lines[end] == "#" or lines[end].startswith("# ")):
            end += 1
        closing = next((at for at in range(end - 1, number, -1) if lines[at] == _CLOSING), None)
        if closing is not None:
            yield opening.group(1), number + 1, [line[2:] for line in lines[number:closing]]
        number = end  # what opens later in this run has nothing left to close it


FORMAT = Format("script", lambda path: path.suffix == ".py", parse, lock=False, marker=MARKER)
