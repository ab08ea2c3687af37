"""Which order an ecosystem follows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from bot.advisories.versions import alpine, debian, maven, nuget, packagist, pypi, rubygems, semver
from bot.advisories.versions.errors import BadVersion

if TYPE_CHECKING:
    from collections.abc import Mapping


class Order(Protocol):
    """What every module of this package offers. All but `canonical` raise `BadVersion`."""

    def key(self, text: str) -> Any:  # noqa: ANN401 - each order has a key of its own, comparable only with itself
        """Sortable."""
        ...

    def canonical(self, text: str) -> str:
        """One spelling for versions that count as equal."""
        ...

    def is_prerelease(self, text: str) -> bool:
        """Whether it precedes a release of the same numbers."""
        ...

    def release(self, text: str) -> tuple[int, ...]:
        """Epoch (zero where there is none), then the release's numbers."""
        ...


ORDERS: Mapping[str, Order] = {
    "PyPI": pypi,
    "npm": semver,
    "Go": semver,
    "crates.io": semver,
    "GitHub Actions": semver,
    "Maven": maven,
    "RubyGems": rubygems,
    "NuGet": nuget,
    "Packagist": packagist,
    "Hex": semver,
    "Pub": semver,
    "SwiftURL": semver,
    "Debian": debian,
    "Ubuntu": debian,
    "Alpine": alpine,
}


def order_of(ecosystem: str) -> Order:
    """The ecosystem's order, whatever release or registry it is suffixed with. Raises `BadVersion` when we do not know it."""
    order = ORDERS.get(_base(ecosystem))
    if order is None:
        raise BadVersion(f"the order of versions in {ecosystem[:80]!r} is not known")
    return order


def is_ordered(ecosystem: str) -> bool:
    """Whether we know the ecosystem's order."""
    return _base(ecosystem) in ORDERS


# Advisories of one package repeat the same few boundaries; the limit keeps foreign text from filling the memory.
@lru_cache(maxsize=100_000)
def key(ecosystem: str, text: str) -> Any:  # noqa: ANN401 - see Order.key
    """The version's sortable key in its ecosystem. Raises `BadVersion`."""
    return order_of(ecosystem).key(text)


def boundary(ecosystem: str, text: str) -> Any:  # noqa: ANN401 - see Order.key
    """The same for the end of a range. Raises `BadVersion` also for a version from before PEP 440, which bounds nothing that is used."""
    made = key(ecosystem, text)
    if order_of(ecosystem) is pypi and pypi.is_legacy(text):
        raise BadVersion(f"not a PEP 440 version: {text[:80]!r}")
    return made


def canonical(ecosystem: str, text: str) -> str:
    """One spelling for versions that count as equal there; text as it stands where the order is not known."""
    order = ORDERS.get(_base(ecosystem))
    return order.canonical(text) if order else text.strip()


def _base(ecosystem: str) -> str:
    """`Debian:12` orders as every Debian does."""
    return ecosystem.partition(":")[0]
