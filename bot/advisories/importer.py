"""Builds a new store from a directory of OSV records, or a changed copy of the old one, and puts it in the old one's place in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from bot.advisories import schema
from bot.advisories.errors import ImportRefused
from bot.advisories.writer import Imported, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

# Databases grow; one that lost a tenth of its records was cut short on the way.
FLOOR = 0.9


def import_directory(source: Path, store: Path, now: datetime, *, force: bool = False, current: bool = False) -> Imported:
    """Replace `store` by what `source` holds; the old one is kept beside it as `<name>-previous`.

    Raises `ImportRefused`: nothing to import, a damaged archive, or an ecosystem with less than 90 % of what the
    present store holds (unless `force`). `current`: the archives are those published at this moment, so that a sync may
    fetch only what changes from now on.
    """
    store.parent.mkdir(parents=True, exist_ok=True)
    with _fresh(store) as fresh:
        imported = _build(source, fresh, now, {schema.REBUILT: now.isoformat()} if current else {})
        _require_sound(imported, {} if force else _counts_of(store))
        _put(fresh, store)
    return imported


def update_from(source: Path, store: Path, now: datetime) -> Imported:
    """Take what changed into a copy of `store`, and put that in its place. Records that `source` does not hold stay as they are.

    Raises `ImportRefused`: there is no such store, or a damaged archive.
    """
    with _fresh(store) as fresh:
        try:
            shutil.copyfile(store, fresh)
            with closing(sqlite3.connect(fresh)) as connection:
                connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
                imported = _fill(connection, source, now, {})
        except (OSError, sqlite3.Error) as error:
            raise ImportRefused(f"{store} cannot be brought up to date ({error}); import whole archives instead") from error
        _flush(fresh)
        _put(fresh, store)
    return imported


def roll_back(store: Path) -> None:
    """Put the store before the last import back. Raises `ImportRefused` when there is none."""
    previous = store.with_name(f"{store.name}-previous")
    if not previous.exists():
        raise ImportRefused(f"there is no {previous}; import again instead")
    os.replace(previous, store)  # noqa: PTH105 - as above


def _build(source: Path, file: Path, now: datetime, told: Mapping[str, str]) -> Imported:
    with closing(sqlite3.connect(file)) as connection:
        # The file is thrown away when anything goes wrong, so that a journal would protect nothing.
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;{schema.TABLES}")
        imported = _fill(connection, source, now, told)
    _flush(file)
    return imported


def _fill(connection: sqlite3.Connection, source: Path, now: datetime, told: Mapping[str, str]) -> Imported:
    connection.execute("BEGIN")
    writer = Writer(connection)
    writer.fill(source)
    return writer.close(told, now)


def _require_sound(imported: Imported, before: Mapping[str, int]) -> None:
    if not imported.counts:
        raise ImportRefused(f"no advisory could be read ({len(imported.refused)} refused); the directory needs <ECOSYSTEM>/all.zip files")
    lost = [
        f"{eco}: {imported.counts.get(eco, 0)} of {count}" for eco, count in before.items() if imported.counts.get(eco, 0) < FLOOR * count
    ]
    if lost:
        raise ImportRefused(f"records would be lost ({'; '.join(lost)}); fetch complete archives, or force the import when this is meant")


def _counts_of(store: Path) -> dict[str, int]:
    """What the present store holds; an unreadable one holds nothing worth comparing with."""
    if not store.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return dict(connection.execute("SELECT eco, count(DISTINCT aid) FROM affected GROUP BY eco"))
    except sqlite3.Error:
        return {}


@contextmanager
def _fresh(store: Path) -> Iterator[Path]:
    """A name beside the store, free now, and again when this ends."""
    fresh = store.with_name(f"{store.name}-new")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _put(fresh: Path, store: Path) -> None:
    if store.exists():
        _keep(store)
    os.replace(fresh, store)  # noqa: PTH105 - the atomic step, by the name under which it is known


def _keep(store: Path) -> None:
    """By link where the file system can, so that the store itself is never missing."""
    previous = store.with_name(f"{store.name}-previous")
    previous.unlink(missing_ok=True)
    try:
        os.link(store, previous)
    except OSError:
        shutil.copy2(store, previous)


def _flush(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())
