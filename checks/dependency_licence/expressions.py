"""What authors write for a licence, as an SPDX expression that can be judged."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Longer ones are texts of licences, not names of them.
MAX_EXPRESSION = 1_000
MAX_DEPTH = 30
# What people write in the place of ids, in lower case and parted by semicolons: npm, PyPI, Packagist and model cards are where it stands.
_WRITTEN = {
    "Apache-2.0": (
        "apache; apache 2; apache 2.0; apache2; apache2.0; apache-2; "
        "apache license 2.0; asl 2.0; apache license, version 2.0; apache license version 2.0; "
        "apache software license; apache software license 2.0"
    ),
    "MIT": "mit license; the mit license; mit licence; mit/x11; expat; mit-license; the mit license (mit)",
    "BSD-3-Clause": "bsd; bsd license; new bsd; new bsd license; bsd 3-clause; bsd-3; 3-clause bsd; bsd3; modified bsd",
    "BSD-2-Clause": "bsd-2; bsd 2-clause; simplified bsd; freebsd; 2-clause bsd",
    "GPL-2.0-only": "gpl; gplv2; gpl-2; gpl2; gpl v2; gnu gpl v2; gpl 2.0",
    "GPL-3.0-only": "gplv3; gpl-3; gpl3; gpl v3; gnu gpl v3; gpl 3.0; gnu general public license v3.0",
    "GPL-3.0-or-later": "gplv3+; gpl-3+",
    "GPL-2.0-or-later": "gplv2+; gpl-2+",
    "AGPL-3.0-only": "agpl; agplv3; agpl-3; agpl3; gnu affero general public license v3.0",
    "LGPL-3.0-only": "lgpl; lgplv3; lgpl-3",
    "LGPL-2.1-only": "lgplv2; lgplv2.1; lgpl-2",
    "MPL-2.0": "mpl; mpl2; mpl 2.0; mpl-2; mozilla public license 2.0",
    "ISC": "isc license; iscl",
    "PSF-2.0": "psf; psfl; python software foundation license",
    "CC0-1.0": "cc0; cc0-1; cc0 1.0",
    "Unlicense": "the unlicense",
    "WTFPL": "wtfpl-2.0; wtfpl2",
    "Zlib": "zlib/libpng",
    "BSL-1.0": "boost",
    "EPL-2.0": "eclipse public license 2.0",
    "Artistic-2.0": "artistic",
    "ODbL-1.0": "odbl",
    "LicenseRef-public-domain": "public domain; public-domain",
    "LicenseRef-proprietary": "unlicensed; proprietary; commercial; all rights reserved",
    "LicenseRef-creative-commons": "cc",
    "bigscience-open-rail-m": "openrail",
    "creativeml-open-rail-m": "creativeml-openrail-m",
    "bigscience-rail-1.0": "bigscience-bloom-rail-1.0",
    "bigcode-open-rail-m-v1": "bigcode-openrail-m",
    "llama-2-license-2023": "llama2",
    "llama-3-license-2024": "llama3",
    "llama-3.1-license-2024": "llama3.1",
    "llama-3.2-license-2024": "llama3.2",
    "llama-3.3-license-2024": "llama3.3",
    "llama-4-license-2025": "llama4",
    "gemma-tou-2024-04-01": "gemma",
    "deepseek-la-1.0": "deepseek",
}
_ALIASES = {alias: name for name, written in _WRITTEN.items() for alias in written.split("; ")}
_TOKEN = re.compile(r"\(|\)|[A-Za-z0-9][A-Za-z0-9.+:_-]*")
_OPERATORS = frozenset({"AND", "OR", "WITH"})


class NoExpression(ValueError):
    """The words are no licence that anybody could judge."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One licence, by its SPDX id or another name, as written; `exception`: what it is combined with by WITH."""

    name: str
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Several of which any one suffices (`any_of`), or all hold."""

    parts: tuple[Leaf | Choice, ...]
    any_of: bool


Expression = Leaf | Choice


def read(words: str) -> Expression:
    """Raises `NoExpression`."""
    text = " ".join(words.split())
    if not text or len(text) > MAX_EXPRESSION:
        raise NoExpression("no licence is named" if not text else "more text than a name of a licence has")
    known = _ALIASES.get(text.lower()) or _ALIASES.get(text.lower().strip("() "))
    if known:
        return Leaf(known)
    if "/" in text and not _OPERATORS & {*text.upper().split()}:
        # Crates and npm packages of old: either suffices.
        text = " OR ".join(f"({part})" for part in text.split("/"))
    tokens = _TOKEN.findall(text)
    if re.sub(r"\s", "", text) != "".join(tokens):
        raise NoExpression(f"{text[:60]!r} is no SPDX expression")
    found, rest = _either(tokens, 0)
    if rest:
        raise NoExpression(f"{text[:60]!r} is no SPDX expression")
    return found


def leaves(expression: Expression) -> list[Leaf]:
    """All of them, in the order written."""
    return [expression] if isinstance(expression, Leaf) else [leaf for part in expression.parts for leaf in leaves(part)]


def _either(tokens: list[str], depth: int) -> tuple[Expression, list[str]]:
    parts, rest = _joined(tokens, depth)
    found = [parts]
    while rest and rest[0].upper() == "OR":
        part, rest = _joined(rest[1:], depth)
        found.append(part)
    return (Choice(tuple(found), any_of=True) if len(found) > 1 else found[0]), rest


def _joined(tokens: list[str], depth: int) -> tuple[Expression, list[str]]:
    part, rest = _one(tokens, depth)
    found = [part]
    while rest and rest[0].upper() == "AND":
        part, rest = _one(rest[1:], depth)
        found.append(part)
    return (Choice(tuple(found), any_of=False) if len(found) > 1 else found[0]), rest


def _one(tokens: list[str], depth: int) -> tuple[Expression, list[str]]:
    if not tokens or tokens[0] == ")" or tokens[0].upper() in _OPERATORS or depth > MAX_DEPTH:
        raise NoExpression("a licence is missing in the expression")
    first, *rest = tokens
    if first == "(":
        inner, rest = _either(rest, depth + 1)
        if not rest or rest[0] != ")":
            raise NoExpression("a parenthesis is left open")
        return inner, rest[1:]
    words = [first]
    # An alias of several words inside an expression, such as `(Apache 2.0 OR MIT)`.
    while rest and rest[0] not in "()" and rest[0].upper() not in _OPERATORS:
        words.append(rest[0])
        rest = rest[1:]
    name = _ALIASES.get(" ".join(words).lower(), words[0] if len(words) == 1 else "")
    if not name:
        raise NoExpression(f"{' '.join(words)[:60]!r} is no SPDX id")
    if rest and rest[0].upper() == "WITH":
        exception = rest[1] if rest[1:] else "("
        if exception in "()" or exception.upper() in _OPERATORS:
            raise NoExpression("an exception is missing after WITH")
        return Leaf(name, exception), rest[2:]
    return Leaf(name), rest
