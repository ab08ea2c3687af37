"""Fetches advisories over HTTP, in OSV's layout, into the files that an import reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.advisories.errors import FeedFailed
from bot.advisories.osv import ID
from bot.advisories.source import MAX_RECORD_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The largest archive of 2026 (npm) has about 210 MB.
MAX_DOWNLOAD_BYTES = 2_000_000_000
MAX_CHANGES_BYTES = 200_000_000
_TIMEOUT = (10, 60)
_CHUNK = 1 << 20
_MOST_REDIRECTS = 5
_NOT_THERE = frozenset({404, 410})
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_ROW = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00),([^,\s]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where advisories come from. `osv` is the root above `<ECOSYSTEM>/all.zip`; an empty address of the other two switches it off."""

    osv: str
    known_exploited: str
    scores: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One session with these addresses; proxies are those of the usual environment variables."""

    sources: Sources
    session: requests.Session

    @classmethod
    def of(cls, sources: Sources) -> Self:
        """With a session of its own."""
        return cls(sources, requests.Session())

    def archive(self, ecosystem: str, into: Path) -> None:
        """All records of the ecosystem. Raises `FeedFailed`."""
        self._keep(self._address(ecosystem, "all.zip"), into, MAX_DOWNLOAD_BYTES)

    def changes(self, ecosystem: str, since: datetime) -> list[str]:
        """The ids of what was modified since then. Raises `FeedFailed`.

        The list is read to its end: its rows are newest first but for those of one second.
        """
        where = self._address(ecosystem, "modified_id.csv")
        lines = self._text(where, MAX_CHANGES_BYTES).splitlines()
        rows = [(_ROW.fullmatch(line), line) for line in lines if line.strip()]
        odd = next((line for row, line in rows if row is None or ID.fullmatch(row[2]) is None), None)
        if odd is not None:
            raise FeedFailed(f"{where} is no list of times and ids: {odd[:80]!r}")
        return [row[2] for row, _ in rows if row is not None and datetime.fromisoformat(row[1]).replace(tzinfo=UTC) >= since]

    def record(self, ecosystem: str, identity: str, into: Path) -> bool:
        """One record; False when there is none any more. Raises `FeedFailed`."""
        return self._keep(self._address(ecosystem, f"{identity}.json"), into, MAX_RECORD_BYTES, may_lack=True)

    def known_exploited(self, into: Path) -> None:
        """CISA's catalogue, where an address is given. Raises `FeedFailed`."""
        if self.sources.known_exploited:
            self._keep(self.sources.known_exploited, into, MAX_CHANGES_BYTES)

    def scores(self, into: Path) -> None:
        """FIRST's estimates, where an address is given. Raises `FeedFailed`."""
        if self.sources.scores:
            self._keep(self.sources.scores, into, MAX_CHANGES_BYTES)

    def _address(self, ecosystem: str, name: str) -> str:
        return f"{self.sources.osv.rstrip('/')}/{quote(ecosystem, safe='')}/{name}"

    def _text(self, address: str, most: int) -> str:
        try:
            return b"".join(self._pieces(address, most)).decode()
        except UnicodeDecodeError as error:
            raise FeedFailed(f"{address} is not text") from error

    def _keep(self, address: str, into: Path, most: int, *, may_lack: bool = False) -> bool:
        into.parent.mkdir(parents=True, exist_ok=True)
        try:
            with into.open("xb") as file:
                for piece in self._pieces(address, most):
                    file.write(piece)
        except _Lacking:
            into.unlink()
            if not may_lack:
                raise
            return False
        return True

    def _pieces(self, address: str, most: int) -> Iterator[bytes]:
        """The body, as long as it was announced. Raises `FeedFailed`."""
        try:
            with self._answer(address) as answer:
                got = 0
                # A file that is published packed stays so; what the server packs for the way only is unpacked.
                for piece in answer.raw.stream(_CHUNK, decode_content=not address.endswith(".gz")):
                    got += len(piece)
                    if got > most:
                        raise FeedFailed(f"{address} is larger than {most} bytes")
                    yield piece
        except (requests.RequestException, HTTPError, OSError) as error:
            raise FeedFailed(f"{address}: {type(error).__name__}") from error

    def _answer(self, address: str) -> requests.Response:
        """Follows redirects, but never from https to anything else."""
        for _ in range(_MOST_REDIRECTS):
            answer = self.session.get(address, stream=True, timeout=_TIMEOUT, allow_redirects=False)
            if answer.status_code not in _REDIRECTED:
                break
            onward = urljoin(address, answer.headers.get("Location", ""))
            answer.close()
            if urlsplit(onward).scheme != "https" and urlsplit(address).scheme == "https":
                raise FeedFailed(f"{address} points to an address without https, which is not followed")
            address = onward
        if answer.status_code in _NOT_THERE:
            raise _Lacking(f"{address}: there is no such file ({answer.status_code})")
        if answer.status_code != requests.codes.ok:
            raise FeedFailed(f"{address}: the answer was {answer.status_code}")
        return answer


class _Lacking(FeedFailed):
    """The address is good and holds nothing."""
