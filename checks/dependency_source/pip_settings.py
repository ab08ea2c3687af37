"""Where pip looks: the options in requirements files, and pip.conf."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.dependency_source.reference import of_archive, of_pip
from checks.dependency_source.stated import Kind, Stated
from checks.manifests.manifest import decoded
from checks.manifests.nodes import mapping
from checks.manifests.python.requirements import logical_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTION = re.compile(r"(-i|-f|--(?:index-url|pypi-url|extra-index-url|find-links|trusted-host)(?![a-z-]))(?:\s*=\s*|\s*)(.+)")
_KINDS = {
    "-i": Kind.INDEX,
    "--index-url": Kind.INDEX,
    "--pypi-url": Kind.INDEX,
    "--extra-index-url": Kind.EXTRA,
    "-f": Kind.EXTRA,
    "--find-links": Kind.EXTRA,
    "--trusted-host": Kind.UNVERIFIED,
}
_ADDRESS = re.compile(
    r"(?:-e\s*+|--editable[\s=]\s*+)?(?:([\w.-]++)\s*+(?:\[[^\]]*+\]\s*+)?@\s*+)?((?:(?:git|hg|svn|bzr)\+[a-z]++|https?)://\S++)(.*)"
)
_SETTING = re.compile(r"([\w-]+)\s*[=:]\s*(.*)")


def requirements(raw: bytes) -> Iterator[Stated]:
    """Options and addresses. Another index beside the first is no danger where every file is known by its hash. Raises `Unparsable`."""
    lines = list(logical_lines(decoded(raw)))
    hashed = any("--hash" in line.text or line.text == "--require-hashes" for line in lines)
    for line in lines:
        option = _OPTION.fullmatch(line.text)
        if option:
            kind = _KINDS[option[1]]
            safe = hashed and kind is Kind.EXTRA
            yield Stated(Kind.SCOPED if safe else kind, option[2].strip("\"' "), line.span, option[1])
        else:
            yield from reference(line.text, line.span)


def reference(requirement: str, span: Span) -> Iterator[Stated]:
    """The address that a requirement names, when it may be another thing tomorrow."""
    found = _ADDRESS.match(requirement)
    if not found:
        return
    name, address, behind = found[1] or "", found[2].rstrip(";"), found[3]
    kind = of_archive(address, hashed="--hash" in behind) if address.startswith("http") else of_pip(address)
    yield Stated(kind, address, span, name)


def settings(raw: bytes) -> Iterator[Stated]:
    """pip.conf: a setting of several values has them on indented lines. Raises `Unparsable`."""
    key = ""
    for number, line in enumerate(decoded(raw).split("\n"), start=1):
        text = line.strip()
        if not text or text[0] in "#;[":
            continue
        found = None if line[:1].isspace() else _SETTING.fullmatch(text)
        key, value = (found[1], found[2]) if found else (key, text)
        kind = _KINDS.get(f"--{key.replace('_', '-')}")
        if kind:
            yield from (Stated(kind, each, Span(number, number), key) for each in value.split())


def environment(raw: bytes) -> Iterator[Stated]:
    """The part for pip in conda's environment.yml, and channels by their address. Raises `Unparsable`."""
    if b"dependencies" not in raw:
        return
    said = mapping(raw)
    for channel in said.at("channels").items:
        if "://" in channel.text:
            yield Stated(Kind.SCOPED, channel.text, channel.span, "channels")
    for line in (line for item in said.at("dependencies").items for line in item.at("pip").items):
        part = requirements(line.text.replace("\n", " ").encode("utf-8", "replace"))
        yield from (Stated(each.kind, each.address, line.span, each.of) for each in part)
