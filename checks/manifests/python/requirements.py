"""pip's requirements and constraints files, read without pip: nothing is fetched, expanded or evaluated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import RepoPath, Span
from checks.manifests.manifest import Format, Include, Manifest, Pin, Unresolved, decoded, few_enough, within_limits
from checks.manifests.python.requirement import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = re.compile(r"(?:(?:requirements|constraints)[^/]*|[^/]*[._-](?:requirements|constraints))\.(?:txt|in)", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_INCLUDE = re.compile(r"(?:-r|-c|--requirements?|--constraints?)(?:\s*=\s*|\s+|(?<=-[rc]))(\S.*)")
# Options behind a requirement: `--hash=sha256:…`, `--config-settings …`.
_OPTIONS = re.compile(r"\s--?[a-zA-Z].*$")
_HASH = re.compile(r"\s--hash[=\s]\s*([a-z0-9]+:\S+)")
# Options that decide where packages come from; what stands behind one may hold credentials.
_SOURCE = re.compile(
    r"(-i|-f|(?:--index-url|--pypi-url|--extra-index-url|--find-links|--trusted-host|--no-index|--proxy)(?![a-z-]))(?:\s*=\s*|\s*)(.*)"
)
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
_FOLDERS = frozenset({"requirements", "constraints"})
MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line, without its comment."""

    text: str
    span: Span


def matches(path: RepoPath) -> bool:
    """By name, or any text file in a folder called `requirements`."""
    inside = bool(path.folders) and path.folders[-1].lower() in _FOLDERS and path.suffix in {".txt", ".in"}
    return inside or _NAMED.fullmatch(path.name) is not None


def parse(raw: bytes) -> Manifest:
    """Every logical line. Raises `Unparsable`."""
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    includes: list[Include] = []
    for number, line in enumerate(logical_lines(decoded(raw))):
        few_enough(number)
        included = _INCLUDE.fullmatch(line.text)
        if included:
            includes.append(Include(included.group(1).strip().strip("\"'"), line.span))
            continue
        found = _entry(line)
        if isinstance(found, Pin):
            pins.append(found)
        elif found is not None:
            unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved), tuple(includes)))


def _entry(line: Line) -> Pin | Unresolved | None:
    shown = _CREDENTIALS.sub("//", line.text)[:MAX_SHOWN]
    if line.text.startswith(("-e", "--editable")):
        return Unresolved(line.span, "an editable installation has no release")
    if source := _SOURCE.fullmatch(line.text):
        return Unresolved(line.span, f"changes where packages come from: {source[1]} {_host(source[2])}".rstrip())
    if line.text.startswith("-"):
        return None  # an option about how to install (binary policy, hashes, …): it names no package
    if "${" in line.text:
        return Unresolved(line.span, f"depends on an environment variable: {shown}")
    if re.match(r"(?:[a-z+]+://|git\+|\.{0,2}/|[A-Za-z]:\\)", line.text) or line.text.endswith((".whl", ".tar.gz", ".zip")):
        return Unresolved(line.span, f"comes from an address or a file, not from an index: {shown}")
    bare = _OPTIONS.sub("", line.text).strip()
    hashes = tuple(_HASH.findall(line.text))
    alone = line.span.first == line.span.last and "--hash" not in line.text
    return entry(bare, line.span, replaceable=alone, hashes=hashes)


def _host(address: str) -> str:
    """The address without credentials, path and query."""
    return address.partition("://")[2].partition("/")[0].rpartition("@")[2][:MAX_SHOWN] or ("a local place" if address else "")


def logical_lines(text: str) -> Iterator[Line]:
    """Continued lines joined, comments gone; a comment ends a continuation as it does for pip."""
    parts: list[str] = []
    first = 1
    for number, physical in enumerate(text.split("\n"), start=1):
        line = physical.rstrip("\r")
        if not parts:
            first = number
        comment = line.lstrip().startswith("#")
        if line.endswith("\\") and not comment:
            parts.append(line[:-1])
            continue
        parts.append("" if comment else line)
        yield from _joined(parts, first, number)
        parts = []
    if parts:
        yield from _joined(parts, first, first + len(parts) - 1)


def _joined(parts: list[str], first: int, last: int) -> Iterator[Line]:
    text = _COMMENT.sub("", "".join(parts)).strip()
    if text:
        yield Line(text, Span(first, last))


FORMAT = Format("requirements", matches, parse, lock=False)
