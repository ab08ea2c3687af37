"""The images that a Dockerfile is built from, as far as the file itself tells which they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.documents.dockerfile import Instruction

_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")
_STAGE = re.compile(r"^(?P<image>\S+)(?:\s+as\s+(?P<name>\S+))?$", re.IGNORECASE)
_DIGEST = re.compile(r"^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$")


@dataclass(frozen=True, slots=True)
class Image:
    """A reference to an image. `name` has the registry and no tag; `tag` and `digest` may be empty."""

    name: str
    tag: str
    digest: str

    @property
    def short(self) -> str:
        """The last part of the name: what an official image is called by."""
        return self.name.rpartition("/")[2].lower()

    @property
    def official(self) -> bool:
        """Whether the name is that of an official image, by whatever registry or mirror it comes."""
        return self.name.count("/") == 0 or "/library/" in f"/{self.name}"


def read(reference: str) -> Image | None:
    """The reference in its parts; None when a variable decides it or it is none."""
    if not reference or "$" in reference or reference.startswith("-"):
        return None
    whole, _, digest = reference.partition("@")
    name, colon, tag = whole.rpartition(":")
    if not colon or "/" in tag:
        name, tag = whole, ""
    return Image(name, tag, digest if _DIGEST.match(digest) else "") if name else None


def bases(steps: Iterable[Instruction]) -> Iterator[tuple[Instruction, str]]:
    """Each `FROM` that names an image of somebody's, with the defaults of its arguments filled in."""
    defaults: dict[str, str] = {}
    stages = {"scratch"}
    begun = False
    for step in steps:
        if step.keyword == "ARG" and not begun:
            name, _, value = step.argument.partition("=")
            defaults[name.strip()] = value.strip().strip("\"'")
        if step.keyword != "FROM":
            continue
        begun = True
        words = " ".join(word for word in step.argument.split() if not word.startswith("--"))
        found = _STAGE.match(words)
        if found is None:
            continue
        image = _filled(found["image"], defaults)
        if image.lower() not in stages:
            yield step, image
        if found["name"]:
            stages.add(found["name"].lower())


def _filled(text: str, defaults: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        return defaults.get(found[1] or found[3] or "") or found[2] or found[0]

    return _VARIABLE.sub(value, text)
