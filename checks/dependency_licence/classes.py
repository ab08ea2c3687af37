"""What a licence asks of those who use the package: from the index of licences that `license-expression` bundles."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from license_expression import get_license_index

from checks.dependency_licence.expressions import Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.dependency_licence.expressions import Expression


class Kind(IntEnum):
    """In the order in which they weigh."""

    FREE = 0  # permissive, public domain, or copyleft that stays within the package
    ALLOWED = 1  # by the operator's own word
    UNKNOWN = 2
    USE_RESTRICTED = 3  # models: nearly free, but not for every use
    COPYLEFT = 4  # the whole work has to be passed on under the same terms
    NON_FREE = 5  # commercial use, changes or passing on need a permission
    DENIED = 6  # by the operator's own word


# The index's words.
_CATEGORIES = {
    "Permissive": Kind.FREE,
    "Public Domain": Kind.FREE,
    "Copyleft Limited": Kind.FREE,
    "Patent License": Kind.FREE,
    "CLA": Kind.FREE,
    "Copyleft": Kind.COPYLEFT,
    "Commercial": Kind.NON_FREE,
    "Proprietary Free": Kind.NON_FREE,
    "Free Restricted": Kind.NON_FREE,
    "Source-available": Kind.NON_FREE,
    "Unstated License": Kind.UNKNOWN,
}
_OWN = {
    "licenseref-public-domain": Kind.FREE,
    "licenseref-proprietary": Kind.NON_FREE,
    "licenseref-creative-commons": Kind.UNKNOWN,
}
_MODELS = (
    *("llama-", "gemma-", "bigscience-", "bigcode-", "creativeml-", "deepseek-", "openrail", "falcon-", "grok-", "mistral-"),
    "nvidia-open-model",
)


@cache
def _index() -> Mapping[str, str]:
    """The category of each licence, by every id it has, in lower case."""
    entries = get_license_index()
    found = {entry["license_key"].lower(): entry.get("category") or "" for entry in entries}
    # SPDX's ids count more: BSL-1.0 is Boost's there, and the Business Source License by the index's own key.
    for entry in entries:
        names = (entry.get("spdx_license_key"), *(entry.get("other_spdx_license_keys") or ()))
        found |= {name.lower(): entry.get("category") or "" for name in names if name}
    return found


def category_of(leaf: Leaf) -> str:
    """The index's word for the licence, after an exception that may free it; empty for one that it does not know."""
    index = _index()
    if leaf.exception and index.get(leaf.exception.lower()) == "Copyleft Limited":
        return "Copyleft Limited"
    return index.get(leaf.name.lower(), "") or index.get(leaf.name.lower().removesuffix("+"), "")


def kind_of(leaf: Leaf) -> Kind:
    """By its name, without any policy."""
    name = leaf.name.lower()
    if name in _OWN:
        return _OWN[name]
    if name.startswith(_MODELS):
        return Kind.USE_RESTRICTED
    return _CATEGORIES.get(category_of(leaf), Kind.UNKNOWN)


def judged(expression: Expression, one: Mapping[Leaf, Kind]) -> Kind:
    """Of a choice the lightest holds, of what holds together the heaviest. `one` has every leaf."""
    if isinstance(expression, Leaf):
        return one[expression]
    kinds = [judged(part, one) for part in expression.parts]
    return min(kinds) if expression.any_of else max(kinds)
