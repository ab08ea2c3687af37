"""One spelling for a package's name, by the rules of its ecosystem."""

from __future__ import annotations

import re

_CASELESS = frozenset({"packagist", "nuget", "github actions"})


def canonical_name(ecosystem: str, name: str) -> str:
    """As the store keeps it: PEP 503 for PyPI, lower case where the registry ignores it, exact elsewhere (npm, Go, Maven, crates.io)."""
    base = ecosystem.partition(":")[0].lower()
    if base == "pypi":
        return re.sub(r"[-_.]+", "-", name).lower()
    return name.lower() if base in _CASELESS else name
