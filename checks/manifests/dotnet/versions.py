"""NuGet's names and versions."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+\-]{0,99}")


def canonical(name: str) -> str | None:
    """In lower case, since the registry makes no difference; None for what is no name."""
    return name.lower() if _NAME.fullmatch(name) else None


def exact(text: str) -> str | None:
    """`1.2`, which NuGet takes as the least and therefore uses, or `[1.2]`; None for ranges and what floats."""
    inner = text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text
    return inner if _VERSION.fullmatch(inner) else None
