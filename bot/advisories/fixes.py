"""Which later release is free of known defects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.advisories.matching import holds
from bot.advisories.versions.errors import BadVersion
from bot.advisories.versions.orders import key, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from bot.advisories.record import Record

# `release` puts the epoch first: epoch and major, then minor.
_MAJOR, _BRANCH = 2, 3


def repairs(ecosystem: str, version: str, records: Iterable[Record]) -> tuple[str, ...]:
    """Versions above this one that the records call fixed and none of them names, ascending."""
    own = tuple(records)
    return tuple(candidate for candidate in _later(ecosystem, version, own) if not any(holds(record, candidate) for record in own))


def first_clean(ecosystem: str, version: str, records: Sequence[Record]) -> str | None:
    """The nearest release that none of the package's records names: of the same branch, else the same major, else any.

    Only versions that some advisory calls fixed are known to us, so there may be a lower one.
    """
    try:
        here = order_of(ecosystem).release(version)
        clean = repairs(ecosystem, version, records)
        for depth in (_BRANCH, _MAJOR, 0):
            for candidate in clean:
                if _padded(order_of(ecosystem).release(candidate))[:depth] == _padded(here)[:depth]:
                    return candidate
    except BadVersion:
        return None
    return None


def first_without(ecosystem: str, version: str, records: Sequence[Record], ids: AbstractSet[str]) -> str | None:
    """The same for those records alone that bear one of the ids, whatever the others say of the release."""
    return first_clean(ecosystem, version, [record for record in records if not ids.isdisjoint(record.ids)])


def _later(ecosystem: str, version: str, records: Iterable[Record]) -> list[str]:
    """Fixed versions above, ascending; no pre-release unless the current one is."""
    try:
        here, order = key(ecosystem, version), order_of(ecosystem)
        early = order.is_prerelease(version)
    except BadVersion:
        return []
    spans = (span for record in records for entry in record.affected for span in entry.ranges)
    fixed = {text for span in spans for name, text in span.events if name == "fixed" and text != "0"}
    later = [text for text in fixed if key(ecosystem, text) > here and (early or not order.is_prerelease(text))]
    return sorted(later, key=lambda text: (key(ecosystem, text), text))


def _padded(release: tuple[int, ...]) -> tuple[int, ...]:
    return (*release, *(0,) * _BRANCH)
