"""What is a Dockerfile, and its instructions with the lines they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

# Nobody writes so many; what stands after them is not read, and that is said.
MAX_INSTRUCTIONS = 2_000
_ESCAPE = re.compile(r"^\s*#\s*escape\s*=\s*`\s*$", re.IGNORECASE)
_NAMES = ("dockerfile", "containerfile")
_HERE = re.compile(r"<<-?\s*([\"']?)(\w+)\1")


class TooLong(Exception):
    """There are more instructions than are read; the message says how many are."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its keyword in capitals, what follows with continued lines joined, and where it stands."""

    keyword: str
    argument: str
    span: Span


def is_dockerfile(path: RepoPath) -> bool:
    """Whether it is named like `Dockerfile`, `Dockerfile.web`, `web.dockerfile` or `Containerfile`."""
    name = path.name.lower()
    return name in _NAMES or name.startswith(tuple(f"{each}." for each in _NAMES)) or name.endswith(tuple(f".{each}" for each in _NAMES))


def instructions(text: str) -> Iterator[Instruction]:
    """In order. Comments between continued lines go, here-documents belong to their instruction. Raises `TooLong`."""
    lines = text.split("\n")
    escape = "`" if lines and _ESCAPE.match(lines[0]) else "\\"
    number = count = 0
    while number < len(lines):
        first = number
        parts, number = _joined(lines, number, escape)
        whole = " ".join(parts).strip()
        if not whole:
            continue
        if count == MAX_INSTRUCTIONS:
            raise TooLong(f"it has more than {MAX_INSTRUCTIONS:,} instructions")
        count += 1
        keyword, _, argument = whole.partition(" ")
        if keyword.upper() in {"RUN", "COPY", "ADD"}:
            document, number = _documents(lines, number, argument)
            argument = " ; ".join([argument, *document])
        while lines[first].strip() == "" or lines[first].lstrip().startswith("#"):
            first += 1
        yield Instruction(keyword.upper(), argument.strip(), Span(first + 1, max(number, first + 1)))


def _joined(lines: list[str], number: int, escape: str) -> tuple[list[str], int]:
    """One logical line, and the number of the line after it."""
    parts: list[str] = []
    while number < len(lines):
        line = lines[number].rstrip()
        number += 1
        if line.lstrip().startswith("#") or (not line and parts):
            if parts:
                continue
            return [], number
        if not line.endswith(escape):
            parts.append(line.strip())
            break
        parts.append(line[:-1].strip())
    return parts, number


def _documents(lines: list[str], number: int, argument: str) -> tuple[list[str], int]:
    """The lines of the here-documents that the argument opens, and the number of the line after the last."""
    body: list[str] = []
    for opened in _HERE.finditer(argument):
        end = number
        while end < len(lines) and lines[end].strip() != opened[2]:
            end += 1
        if end == len(lines):
            break
        body += [line.strip() for line in lines[number:end]]
        number = end + 1
    return body, number
