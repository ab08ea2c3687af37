"""What a file states about where packages come from, free of its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import Span

_SCHEME = re.compile(r"(?:[a-z]+\+)?([a-z]+)://", re.IGNORECASE)
_LOCAL = re.compile(r"localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0")
# A name in the place of the value: filled in where the file is used.
_PLACEHOLDER = re.compile(r"\$|\{\{|<|%\w+%|\*{2}")
# Shorter ones without a password are user names.
_TOKEN_LENGTH = 20


class Kind(Enum):
    """What an address is there for."""

    INDEX = auto()  # for all packages
    EXTRA = auto()  # for all packages, beside another
    SCOPED = auto()  # for the packages that name it
    LOCKED = auto()  # where a lock file says that packages come from
    UNVERIFIED = auto()  # a server whose certificate is not looked at
    BRANCH = auto()  # code at a place that moves
    TAG = auto()  # code at the name of a release
    ARCHIVE = auto()  # code in an archive without a digest
    FIXED = auto()  # code that its address cannot exchange


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement. `address` as written, secrets too; `of`: the setting or package that it belongs to, as people know it."""

    kind: Kind
    address: str
    span: Span
    of: str = ""

    @property
    def host(self) -> str:
        """The server's name, in lower case, without user and port; empty for a place on the machine."""
        return re.sub(r":\d*$", "", self._authority.rpartition("@")[2]).lower()

    @property
    def plain(self) -> bool:
        """Whether it is fetched over a line that anybody on the way can read and change."""
        scheme = _SCHEME.match(self.address)
        return scheme is not None and scheme[1].lower() in {"http", "git"} and not self.local

    @property
    def local(self) -> bool:
        """Whether the server is this machine."""
        return _LOCAL.fullmatch(self.host or re.sub(r":\d*$", "", self.address)) is not None

    @property
    def secret(self) -> bool:
        """Whether a password or token stands in it, and no name in its place."""
        user, mark, _ = self._authority.rpartition("@")
        name, colon, password = user.partition(":")
        if not mark or _PLACEHOLDER.search(user):
            return False
        return bool(password) if colon else len(name) >= _TOKEN_LENGTH

    @property
    def _authority(self) -> str:
        scheme = _SCHEME.match(self.address)
        return re.split(r"[/?#]", self.address[scheme.end() :], maxsplit=1)[0] if scheme else ""
