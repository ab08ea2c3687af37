"""What the pattern engine found in files it has seen before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import blob_cache, in_utc
from checks.core.errors import BadPath, BadSpan
from checks.core.pattern import Edit, Match
from checks.core.place import Location, RepoPath, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Engine

# Longer than most pull requests live.
KEPT = timedelta(days=30)
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 500
# PostgreSQL takes keys of up to a third of a page; a longer name is asked about each time.
_LONGEST = 1000


class Matches:
    """Fulfils `bot.review.ports.Recollections` over one database."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def recall(self, engine: str, wanted: Mapping[RepoPath, str]) -> Mapping[RepoPath, tuple[Match, ...]]:
        """The matches in those files whose bytes (SHA-256, in hex digits) are known; others are left out."""
        known: dict[RepoPath, tuple[Match, ...]] = {}
        names = {path.text: path for path in wanted}
        with reading(self._engine).connect() as connection:
            for some in _portions(sorted(names)):
                rows = connection.execute(
                    select(blob_cache.c.path, blob_cache.c.blob, blob_cache.c.findings).where(
                        blob_cache.c.engine == engine, blob_cache.c.path.in_(some)
                    )
                )
                for name, blob, kept in rows:
                    matches = _read(names[name], kept) if wanted[names[name]] == blob else None
                    if matches is not None:
                        known[names[name]] = matches
        return known

    def keep(self, engine: str, found: Mapping[RepoPath, tuple[str, tuple[Match, ...]]]) -> None:
        """Remember the matches in files of these digests, and forget what is older than a month."""
        now = in_utc(self._clock())
        with self._engine.begin() as connection:
            connection.execute(delete(blob_cache).where(blob_cache.c.written < now - KEPT))
            for path, (digest, matches) in found.items():
                if len(path.text.encode()) > _LONGEST:
                    continue
                row = {"engine": engine, "path": path.text, "blob": digest, "written": now, "findings": [_written(one) for one in matches]}
                insert_if_absent(connection, blob_cache, row)


def _portions(names: list[str]) -> Iterable[list[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))


def _written(match: Match) -> dict[str, object]:
    edit = [*match.edit.start, *match.edit.end, match.edit.text] if match.edit else None
    origin = [match.origin.path.text, *_lines(match.origin)] if match.origin else None
    reach = [*match.reach[0], *match.reach[1]] if match.reach else None
    return {"rule": match.rule_id, "lines": _lines(match.location), "edit": edit, "origin": origin, "reach": reach}


def _lines(location: Location) -> list[int]:
    return [location.span.first, location.span.last] if location.span else []


def _read(path: RepoPath, kept: Any) -> tuple[Match, ...] | None:  # noqa: ANN401 - whatever the column holds
    """None for what another version has written: the engine is then asked again."""
    try:
        return tuple(_match(path, one) for one in kept)
    except (KeyError, IndexError, TypeError, ValueError, BadPath, BadSpan):
        return None


def _match(path: RepoPath, kept: Mapping[str, Any]) -> Match:
    edit, origin, reach = kept["edit"], kept["origin"], kept["reach"]
    return Match(
        rule_id=kept["rule"],
        location=Location(path, _span(kept["lines"])),
        edit=Edit((edit[0], edit[1]), (edit[2], edit[3]), edit[4]) if edit else None,
        origin=Location(RepoPath(origin[0]), _span(origin[1:])) if origin else None,
        reach=((int(reach[0]), int(reach[1])), (int(reach[2]), int(reach[3]))) if reach else None,
    )


def _span(lines: list[int]) -> Span | None:
    return Span(*lines) if lines else None
