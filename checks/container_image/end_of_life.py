"""Which releases of official images get no more repairs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from checks.container_image.base_image import Image

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
# The day of the table: what ended later is not in it.
AS_OF: date = _TABLE["as_of"]
_ENDED: dict[str, dict[str, date]] = _TABLE["ended"]
_SUITES: dict[str, tuple[str, str]] = {suite: (name, release) for suite, (name, release) in _TABLE["suites"].items()}
_ALPINE = re.compile(r"alpine(\d+\.\d+)")
_NUMBERS = re.compile(r"^\d+(?:\.\d+)*$")


def ended(image: Image) -> tuple[str, date] | None:
    """What of the image gets no more repairs, such as `debian 10`, and since when; None when the table does not say."""
    if not image.official:
        return None
    own = _ended(image.short, image.tag.partition("-")[0])
    if own:
        return own
    for part in image.tag.split("-"):
        name, release = _SUITES.get(part, ("", ""))
        alpine = _ALPINE.fullmatch(part)
        name, release = ("alpine", alpine[1]) if alpine else (name, release)
        if name and release in _ENDED[name]:
            return f"{name} {release}", _ENDED[name][release]
    return None


def _ended(name: str, version: str) -> tuple[str, date] | None:
    releases = _ENDED.get(name, {})
    if version in releases:
        return f"{name} {version}", releases[version]
    if not _NUMBERS.match(version):
        return None
    # `3.8.19` belongs to 3.8, `18.20` of node to 18.
    parts = version.split(".")
    branch = next((".".join(parts[:size]) for size in (2, 1) if ".".join(parts[:size]) in releases), "")
    return (f"{name} {branch}", releases[branch]) if branch else None
