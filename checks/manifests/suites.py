"""Which release of which system an official image holds, in OSV's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.container_image.base_image import bases, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.container_image.base_image import Image
    from checks.documents.dockerfile import Instruction

_DEBIAN = {"buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13"}
_UBUNTU = {"bionic": "18.04", "focal": "20.04", "jammy": "22.04", "noble": "24.04", "plucky": "25.04", "questing": "25.10"}
_NUMBERED = {
    "debian": re.compile(r"(\d+)(?:\.\d+)?", re.ASCII),
    "ubuntu": re.compile(r"(\d\d\.\d\d)", re.ASCII),
    "alpine": re.compile(r"(\d+\.\d+)(?:\.\d+)?", re.ASCII),
}
_ON_ALPINE = re.compile(r"alpine(\d+\.\d+)", re.ASCII)
_STAGE = re.compile(r"(\S+)(?:\s+as\s+(\S+))?", re.ASCII | re.IGNORECASE)


def suites(steps: Iterable[Instruction]) -> dict[int, str]:
    """The ecosystem that holds from each line with a `FROM` on, such as `Debian:12`; empty where the image's name does not tell."""
    all_ = tuple(steps)
    images = {step.span.first: image for step, image in bases(all_)}
    named: dict[str, str] = {}
    found: dict[int, str] = {}
    for step in all_:
        if step.keyword != "FROM":
            continue
        words = _STAGE.match(" ".join(word for word in step.argument.split() if not word.startswith("--")))
        name, stage = words.groups() if words else ("", None)
        image = read(images.get(step.span.first, ""))
        found[step.span.first] = suite_of(image) if image else named.get(name.lower(), "")
        if stage:
            named[stage.lower()] = found[step.span.first]
    return found


def suite_of(image: Image) -> str:
    """Only for official images: what others put on top of a system is theirs to say."""
    if not image.official:
        return ""
    parts = image.tag.lower().split("-")
    numbered = _NUMBERED.get(image.short)
    number = numbered.fullmatch(parts[0]) if numbered else None
    if number:
        return _ecosystem(image.short, number.group(1))
    for part in parts:
        alpine = _ON_ALPINE.fullmatch(part)
        if alpine:
            return _ecosystem("alpine", alpine.group(1))
        if part in _DEBIAN:
            return _ecosystem("debian", _DEBIAN[part])
        if part in _UBUNTU:
            return _ecosystem("ubuntu", _UBUNTU[part])
    return ""


def _ecosystem(name: str, release: str) -> str:
    if name == "debian":
        return f"Debian:{release}"
    if name == "alpine":
        return f"Alpine:v{release}"
    year, _, month = release.partition(".")
    return f"Ubuntu:{release}:LTS" if month == "04" and int(year) % 2 == 0 else f"Ubuntu:{release}"
