"""What npm's lock files say of an entry, in the words of the model."""

from __future__ import annotations

from typing import Any

from checks.core.dependency import Scope
from checks.manifests.values import text


def scope_of(entry: dict[str, Any]) -> Scope:
    """When an entry is installed; `devOptional` may be there for an optional package of production, too."""
    if entry.get("dev") is True:
        return Scope.DEVELOPMENT
    return Scope.OPTIONAL if entry.get("optional") is True or entry.get("devOptional") is True else Scope.PRODUCTION


def hashes_of(integrity: object) -> tuple[str, ...]:
    """Subresource integrity, as many as are given: `sha512-…` as `sha512:…`."""
    return tuple(each.replace("-", ":", 1) for each in text(integrity).split() if "-" in each)
