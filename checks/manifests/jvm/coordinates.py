"""Maven's coordinates: what is a name there, and which versions are exact."""

from __future__ import annotations

import re

# Maven allows no other characters in a group or artifact.
NAME = re.compile(r"[A-Za-z0-9_.\-]{1,200}")
_EXACT = re.compile(r"[^\s\[\](),;:<>\"'${}\\/|?*\x00-\x1f\x7f-\x9f]{1,200}")
_MOVING = frozenset({"latest", "release", "latest.release", "latest.integration"})


def exact(text: str) -> str | None:
    """The one version that the text admits: `1.2`, or the range `[1.2]`; None for what moves."""
    inner = text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text
    if not _EXACT.fullmatch(inner) or inner.lower() in _MOVING or inner.upper().endswith("-SNAPSHOT") or inner.endswith("+"):
        return None
    return inner


def why_not(text: str) -> str:
    """What is said of a version that is not exact."""
    if text.upper().endswith("-SNAPSHOT"):
        return f"{text[:80]} is a snapshot, which changes"
    return f"{text[:80]!r} is not one exact version" if text else "its version is empty"


def plugin_marker(plugin: str) -> str:
    """The package by which Gradle finds a plugin."""
    return f"{plugin}:{plugin}.gradle.plugin"
