"""`bartizan advisories`: the local advisory store."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse


# A screenful.
SHOWN = 20


def declare(parser: argparse.ArgumentParser) -> None:
    """The words of `advisories`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = words.add_parser("import", help="read OSV archives from a directory laid out as ECOSYSTEM/all.zip")
    add.add_argument("directory", metavar="DIR", type=Path)
    add.add_argument("--force", action="store_true", help="accept a snapshot that holds far fewer records than the one before")
    words.add_parser("status", help="say which advisories are here and how old they are")


def run(arguments: argparse.Namespace) -> int:
    """Import, or tell the status."""
    from bot.compose.local import advisory_file

    store = advisory_file()
    return _import(arguments, store) if arguments.what == "import" else _status(store)


def _import(arguments: argparse.Namespace, store: Path) -> int:
    from bot.advisories.errors import ImportRefused
    from bot.advisories.importer import import_directory

    try:
        done = import_directory(arguments.directory, store, datetime.now(UTC), force=arguments.force)
    except ImportRefused as error:
        return complain(str(error))
    for ecosystem, count in sorted(done.counts.items()):
        sys.stdout.write(f"{ecosystem}: {count} advisories\n")
    for each in done.refused[:SHOWN]:
        sys.stderr.write(f"refused {each.name}: {each.why}\n")
    if len(done.refused) > SHOWN:
        sys.stderr.write(f"… and {len(done.refused) - SHOWN} more refused\n")
    return 0


def _status(store: Path) -> int:
    from bot.advisories.store import AdvisoryStore
    from checks.core.dependency import AdvisoriesUnavailable

    try:
        snapshot = AdvisoryStore(store).snapshot()
    except AdvisoriesUnavailable as error:
        return complain(str(error))
    sys.stdout.write(f"as of {snapshot.as_of:%Y-%m-%d}, imported {snapshot.imported:%Y-%m-%d %H:%M} UTC\n")
    for ecosystem, count in snapshot.counts:
        sys.stdout.write(f"{ecosystem}: {count}\n")
    return 0
