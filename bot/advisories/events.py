"""The events of a version range, put in order once, at import."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.advisories.record import Range
from bot.advisories.versions.errors import BadVersion
from bot.advisories.versions.orders import boundary

if TYPE_CHECKING:
    from collections.abc import Iterable

# At one version `introduced` comes first, so that `fixed` and `limit` there win; OSV 1.7.4, "Evaluation".
_TURN = {"introduced": 0, "fixed": 1, "last_affected": 2, "limit": 3}
# Some records carry an operator in the version (`>=3.8.2`).
_OPERATOR = re.compile(r"^[<>=~^\s]+")


def bare(text: str) -> str:
    """The version without an operator before it."""
    return _OPERATOR.sub("", text).strip()


def sorted_range(ecosystem: str, events: Iterable[tuple[str, str]]) -> tuple[Range, list[str]]:
    """The range with its events in order, and what had to be left out of it because it is no version there."""
    usable: list[tuple[bool, Any, int, str, str]] = []
    left_out: list[str] = []
    for name, text in events:
        version = bare(text)
        if name not in _TURN:
            left_out.append(f"{name[:40]} {text[:80]!r}: no event that we know")
            continue
        anchored = version in {"0", "*"}
        try:
            usable.append((not anchored, 0 if anchored else boundary(ecosystem, version), _TURN[name], name, version))
        except BadVersion as error:
            left_out.append(f"{name[:40]} {text[:80]!r}: {error}")
    usable.sort(key=_place)
    return Range(tuple((name, version) for _, _, _, name, version in usable)), left_out


def _place(event: tuple[bool, Any, int, str, str]) -> Any:  # noqa: ANN401 - see Order.key
    anchored, version, turn, _, _ = event
    return (anchored, version, turn)
