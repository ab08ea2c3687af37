"""The names that many projects use, and how to get from a likeness to one of them."""

from __future__ import annotations

import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checks.manifests.manifest import python_name
from checks.package_name.nearby import Nearby
from checks.package_name.spelling import bare, folded

if TYPE_CHECKING:
    from datetime import date

_FOLDER = Path(__file__).parent / "names"
_FILES = {"PyPI": "pypi.toml", "npm": "npm.toml"}
# Words by which a binding, a port or a tool for models is told from what it is for.
AFFIXES = frozenset({"python", "python3", "py", "py3", "js", "node", "nodejs", "npm", "pip", "ai", "api", "lib", "dev", "official"})


class Popular:
    """The list of one ecosystem and what is looked up in it, each made when it is first asked for."""

    def __init__(self, ecosystem: str) -> None:
        """`ecosystem` is one of those in `LISTED`."""
        said = tomllib.loads((_FOLDER / _FILES[ecosystem]).read_text("utf-8"))
        self.as_of: date = said["as_of"]
        written = (*said["names"].split(), *said["added"].split())
        self.in_order = tuple(dict.fromkeys(canonical(ecosystem, name) for name in written))
        self.names = frozenset(self.in_order)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The scopes of npm that packages in the list have."""
        return frozenset(name.partition("/")[0] for name in self.names if name.startswith("@"))

    @cached_property
    def by_bare(self) -> dict[str, str]:
        """Names by their bare form; one without a scope goes before one that has."""
        return {bare(name): name for name in self._unscoped_last}

    @cached_property
    def by_fold(self) -> dict[str, str]:
        """Names by what the eye makes of them."""
        return {folded(name): name for name in self._unscoped_last}

    @cached_property
    def by_core(self) -> dict[str, str]:
        """Names that have affixes by what is left without them."""
        found = ((core(name), name) for name in sorted(self.names) if not name.startswith("@"))
        return {left: name for left, name in found if left != bare(name)}

    @cached_property
    def _unscoped_last(self) -> list[str]:
        return sorted(self.names, key=lambda name: (not name.startswith("@"), name))

    @cached_property
    def nearby(self) -> Nearby:
        """What is spelled alike, the most used first. A scope has one owner, so that names inside of one are not looked at."""
        return Nearby(bare(name) for name in self.in_order if not name.startswith("@"))


LISTED = frozenset(_FILES)


@cache
def popular(ecosystem: str) -> Popular:
    """The list, read once."""
    return Popular(ecosystem)


def canonical(ecosystem: str, name: str) -> str:
    """The spelling under which a name stands in the list."""
    return python_name(name) if ecosystem == "PyPI" else name.lower()


def core(name: str) -> str:
    """The bare name without affixes; empty when nothing else is in it."""
    words = name.replace("_", "-").replace(".", "-").split("-")
    return bare("".join(word for word in words if word not in AFFIXES))
