"""`bartizan advisories`: the local advisory store."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse

    from bot.advisories.writer import Imported
    from checks.core.dependency import Advisory


# A screenful.
SHOWN = 20
FOUND = 1


def declare(parser: argparse.ArgumentParser) -> None:
    """The words of `advisories`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    sync = words.add_parser("sync", help="fetch what is new; whole archives the first time and once a week")
    sync.add_argument("--whole", action="store_true", help="fetch whole archives now")
    sync.add_argument("--force", action="store_true", help="accept archives that hold far fewer records than the store does")
    add = words.add_parser("import", help="read OSV archives from a directory laid out as ECOSYSTEM/all.zip")
    add.add_argument("directory", metavar="DIR", type=Path)
    add.add_argument("--force", action="store_true", help="accept a snapshot that holds far fewer records than the one before")
    words.add_parser("status", help="say which advisories are here and how old they are")
    query = words.add_parser("query", help="say what is known about one release; ends with 1 if something is")
    query.add_argument("release", metavar="PURL", help="such as pkg:pypi/flask@0.12")
    words.add_parser("rollback", help="go back to the store before the last import or sync")


def run(arguments: argparse.Namespace) -> int:
    """One of the words above."""
    from bot.compose.local import advisory_file

    store = advisory_file()
    match arguments.what:
        case "sync":
            return _sync(arguments, store)
        case "import":
            return _import(arguments, store)
        case "query":
            return _query(arguments.release, store)
        case "rollback":
            return _roll_back(store)
        case _:
            return _status(store)


def _sync(arguments: argparse.Namespace, store: Path) -> int:
    from bot.advisories.errors import FeedFailed, ImportRefused
    from bot.advisories.sync import synchronise
    from bot.compose.advisories import told_feed

    feed, ecosystems = told_feed()
    try:
        done = synchronise(feed, store, ecosystems, datetime.now(UTC), whole=arguments.whole, force=arguments.force)
    except (FeedFailed, ImportRefused) as error:
        return complain(str(error))
    sys.stdout.write("whole archives\n" if done.rebuilt else f"{done.fetched} changed records\n")
    _told(done.imported)
    for each in done.gone[:SHOWN]:
        sys.stderr.write(f"listed as changed, but not there: {each}\n")
    return 0


def _import(arguments: argparse.Namespace, store: Path) -> int:
    from bot.advisories.errors import ImportRefused
    from bot.advisories.importer import import_directory

    try:
        done = import_directory(arguments.directory, store, datetime.now(UTC), force=arguments.force)
    except ImportRefused as error:
        return complain(str(error))
    _told(done)
    return 0


def _told(done: Imported) -> None:
    for ecosystem, count in sorted(done.counts.items()):
        sys.stdout.write(f"{ecosystem}: {count} advisories\n")
    sys.stdout.write(f"known to be used in attacks: {done.known_exploited} CVEs; with an estimate of it: {done.scored}\n")
    for each in done.refused[:SHOWN]:
        sys.stderr.write(f"refused {each.name}: {each.why}\n")
    if len(done.refused) > SHOWN:
        sys.stderr.write(f"… and {len(done.refused) - SHOWN} more refused\n")


def _query(text: str, store: Path) -> int:
    from bot.advisories.package_urls import BadPackageUrl, package_of
    from bot.advisories.store import AdvisoryStore
    from checks.core.dependency import AdvisoriesUnavailable

    try:
        package, knowledge = package_of(text), AdvisoryStore(store)
        found, clean = knowledge.affecting(package), knowledge.first_clean(package)
    except (BadPackageUrl, AdvisoriesUnavailable) as error:
        return complain(str(error))
    for each in found:
        sys.stdout.write(f"{_line(each)}\n")
    if not found:
        sys.stdout.write(f"nothing is known about {package.name} {package.version}\n")
        return 0
    sys.stdout.write(f"the nearest release that no advisory names: {clean or 'none is recorded'}\n")
    return FOUND


def _line(advisory: Advisory) -> str:
    severity = "malicious" if advisory.malicious else advisory.severity.name.lower() if advisory.severity else "severity unknown"
    exploited = ", used in attacks" if advisory.known_exploited else ""
    likely = f", EPSS {advisory.exploit_likelihood:.1%}" if advisory.exploit_likelihood is not None else ""
    fixed = f"; fixed in {', '.join(advisory.fixed)}" if advisory.fixed else ""
    return f"{' '.join(advisory.ids)} ({severity}{exploited}{likely}): {advisory.summary}{fixed}"


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


def _roll_back(store: Path) -> int:
    from bot.advisories.errors import ImportRefused
    from bot.advisories.importer import roll_back

    try:
        roll_back(store)
    except ImportRefused as error:
        return complain(str(error))
    return _status(store)
