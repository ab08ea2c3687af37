"""The order of dpkg, which Debian and Ubuntu use: an epoch, the upstream version and the packager's revision."""

from __future__ import annotations

import re

from bot.advisories.versions.errors import BadVersion

# Debian's policy wants a digit first and fewer signs; dpkg warns about others and compares them all the same.
_UPSTREAM = re.compile(r"[0-9A-Za-z.+~:_-]{1,300}", re.ASCII)
_REVISION = re.compile(r"[0-9A-Za-z.+~_]{1,300}", re.ASCII)
_EPOCH = re.compile(r"\d{1,10}", re.ASCII)
_PIECE = re.compile(r"(\D*)(\d*)", re.ASCII)
_EARLY = re.compile(r"~\W*(?:alpha|beta|rc|pre|dev|[ab]\d)", re.ASCII | re.IGNORECASE)

# What is no letter sorts behind the letters.
_BEHIND_LETTERS = 256
# Signs up to the next number, then the number: its length without zeros in front, and its digits.
Piece = tuple[tuple[int, ...], int, str]
Key = tuple[int, tuple[Piece, ...], tuple[Piece, ...]]
_NOTHING: Piece = ((0,), 0, "")


def key(text: str) -> Key:
    """Sortable; `~` precedes the end. Raises `BadVersion`."""
    epoch, upstream, revision = _parse(text)
    return (epoch, _pieces(upstream), _pieces(revision))


def canonical(text: str) -> str:
    """Without an epoch of zero; packagers spell one version in one way."""
    return re.sub(r"^0+:(?=\d)", "", text.strip(), flags=re.ASCII)


def is_prerelease(text: str) -> bool:
    """Whether a pre-release of the author is packaged: `~deb12u1` marks none. Raises `BadVersion`."""
    return _EARLY.search(_parse(text)[1]) is not None


def release(text: str) -> tuple[int, ...]:
    """The epoch, then the upstream version's leading numbers. Raises `BadVersion`."""
    epoch, upstream, _ = _parse(text)
    leading = re.match(r"\d{1,30}(?:\.\d{1,30})*", upstream, re.ASCII)
    return (epoch, *(int(part) for part in leading.group().split("."))) if leading else (epoch,)


def _parse(text: str) -> tuple[int, str, str]:
    """The first colon ends the epoch, the last hyphen begins the revision."""
    bare = text.strip()
    epoch, colon, rest = bare.partition(":") if ":" in bare else ("", "", bare)
    upstream, hyphen, revision = rest.rpartition("-") if "-" in rest else (rest, "", "")
    sound = _UPSTREAM.fullmatch(upstream) is not None and any(sign.isdigit() for sign in upstream)
    if not sound or (colon and not _EPOCH.fullmatch(epoch)) or (hyphen and not _REVISION.fullmatch(revision)):
        raise BadVersion(f"not a Debian version: {text[:80]!r}")
    return int(epoch or 0), upstream, revision


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces = [_piece(signs, digits.lstrip("0")) for signs, digits in _PIECE.findall(text) if signs or digits]
    while pieces and pieces[-1] == _NOTHING:
        pieces.pop()
    return (*pieces, _NOTHING)


def _piece(signs: str, digits: str) -> Piece:
    return ((*map(_place, signs), 0), len(digits), digits)


def _place(sign: str) -> int:
    if sign == "~":
        return -1
    return ord(sign) if sign.isalpha() else ord(sign) + _BEHIND_LETTERS
