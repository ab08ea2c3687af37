"""The table of frameworks, read once: rows by their names, and what leads to them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEAKNESSES = "cwe"


class BadTable(ValueError):
    """The table names a row that it does not hold; the message says which."""


@dataclass(frozen=True, slots=True)
class Framework:
    """One edition of one framework. `slug` is what rules and commands call it."""

    slug: str
    title: str
    edition: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a framework."""

    framework: Framework
    id: str
    title: str

    @property
    def name(self) -> str:
        """`slug:id`, as rules name it."""
        return f"{self.framework.slug}:{self.id}"

    @property
    def short(self) -> str:
        """As people write it, such as `OWASP A03:2021`."""
        return f"{self.framework.title.partition(' ')[0]} {self.id}:{self.framework.edition}"

    @property
    def address(self) -> str:
        """Where it is published, as near as the framework's pages allow."""
        digits = "".join(re.findall(r"\d+", self.id))
        return self.framework.address.format(id=self.id, number=digits, head=self.id.partition("(")[0])


@dataclass(frozen=True, slots=True)
class Table:
    """All rows by their names. `implies`, `prefixes` (of rule ids) and `weaknesses` (by CWE id) hold names of rows."""

    version: int
    frameworks: Mapping[str, Framework]
    rows: Mapping[str, Row]
    retired: Mapping[str, str]
    implies: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    weaknesses: Mapping[str, tuple[str, ...]]


@cache
def table() -> Table:
    """The table that ships with the checks. Raises `BadTable`."""
    return read(files("checks.frameworks").joinpath("table.toml").read_text("utf-8"))


def read(text: str) -> Table:
    """A table from its TOML. Raises `BadTable`, and `ValueError` for what is no TOML."""
    said = tomllib.loads(text)
    frameworks = {slug: Framework(slug, its["title"], its["edition"], its["address"]) for slug, its in said["frameworks"].items()}
    frameworks[WEAKNESSES] = Framework(
        WEAKNESSES, "MITRE Common Weakness Enumeration", "4", "https://cwe.mitre.org/data/definitions/{number}.html"
    )
    rows = [Row(frameworks[slug], key, title) for slug, its in said["frameworks"].items() for key, title in its["rows"].items()]
    rows += [Row(frameworks[WEAKNESSES], key, title) for key, (title, _) in said["weaknesses"].items()]
    found = Table(
        said["version"],
        frameworks,
        {row.name: row for row in rows},
        said["retired"],
        {name: tuple(others) for name, others in said["implies"].items()},
        {prefix: tuple(names) for prefix, names in said["rules"].items()},
        {weakness: tuple(said["kinds"][kind]) for weakness, (_, kind) in said["weaknesses"].items()},
    )
    _refuse_unknown(found)
    return found


def _refuse_unknown(found: Table) -> None:
    led = (*found.implies.values(), *found.prefixes.values(), *found.weaknesses.values())
    named = {*found.implies, *found.retired.values(), *(name for names in led for name in names)}
    unknown = sorted(named - set(found.rows))
    if unknown:
        raise BadTable(f"the table of frameworks has no row {', '.join(unknown)}")
