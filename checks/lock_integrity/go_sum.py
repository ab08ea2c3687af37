"""`go.sum`: the digests of modules, one on each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Manifest, Pin, Unparsable, decoded, few_enough

if TYPE_CHECKING:
    from checks.core.place import RepoPath

_LINE = re.compile(r"(\S{1,300}) (v\S{1,200}) (h\d+):([A-Za-z0-9+/=]{1,200})")
_BLANK = re.compile(r"\s*")


def matches(path: RepoPath) -> bool:
    """Also of a workspace."""
    return path.name in {"go.sum", "go.work.sum"}


def parse(raw: bytes) -> Manifest:
    """Each line as a release of its own: a module's files and its `go.mod` have digests apart. Raises `Unparsable`."""
    pins: list[Pin] = []
    for number, line in enumerate(decoded(raw).split("\n"), 1):
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is not None:
            few_enough(len(pins))
            pins.append(Pin(Package("Go", found[1], found[2]), Span(number, number), hashes=(f"{found[3]}:{found[4]}",)))
        elif not _BLANK.fullmatch(line):
            raise Unparsable(f"line {number} is none of a go.sum")
    return Manifest(tuple(pins))
