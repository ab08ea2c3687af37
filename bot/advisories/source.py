"""Reads a directory of OSV archives, entry by entry, without ever unpacking to disk."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.advisories.errors import BadRecord, ImportRefused
from bot.advisories.osv import ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The largest archive of 2026 holds about 230,000 records, the largest record is well below 1 MB.
MAX_ENTRIES = 2_000_000
MAX_RECORD_BYTES = 16_000_000
MAX_ARCHIVE_BYTES = 8_000_000_000
MAX_KEV_BYTES = 64_000_000
# About 300,000 CVEs have a score in 2026, on lines of some 30 bytes.
MAX_SCORES = 2_000_000
MAX_SCORE_BYTES = 256_000_000
KEV = "kev.json"
SCORES = "epss.csv.gz"
# What Python's reader raises for archives that are damaged, or of a kind that it does not know.
_DAMAGE = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, struct.error)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's bytes; `name` is where it was found, `id` what the file is called. `refused`: why there are no bytes."""

    name: str
    id: str
    raw: bytes = b""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Exploited:
    """A CVE that CISA knows to be used in attacks."""

    cve: str
    added: str
    ransomware: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """FIRST's estimate that a CVE is used in attacks within 30 days: probability and percentile, both from 0 to 1."""

    cve: str
    score: float
    rank: float


def entries(source: Path) -> Iterator[Entry]:
    """Every record below `<ECOSYSTEM>/all.zip` or, where there is no archive, `<ECOSYSTEM>/*.json`. Raises `ImportRefused`."""
    if not source.is_dir():
        raise ImportRefused(f"{source} is not a directory; give one that holds <ECOSYSTEM>/all.zip files")
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        archive = folder / "all.zip"
        if archive.is_file():
            yield from _archived(archive, folder.name)
        else:
            yield from _loose(folder)


def known_exploited(source: Path) -> list[Exploited]:
    """The entries of `kev.json`; empty when there is none. Raises `BadRecord`."""
    file = source / KEV
    if not file.is_file():
        return []
    if file.stat().st_size > MAX_KEV_BYTES:
        raise BadRecord("larger than such a catalogue can be")
    try:
        listed = json.loads(file.read_bytes())["vulnerabilities"]
        found = [Exploited(each["cveID"], each["dateAdded"], each.get("knownRansomwareCampaignUse") == "Known") for each in listed]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise BadRecord(f"not a catalogue of known exploited vulnerabilities: {error!r}") from error
    for pattern, what in ((_CVE, "CVE"), (_DAY, "day")):
        texts = [each.cve if pattern is _CVE else each.added for each in found]
        wrong = [text for text in texts if not isinstance(text, str) or pattern.fullmatch(text) is None]
        if wrong:
            raise BadRecord(f"{len(wrong)} entries have no {what}")
    return found


def exploit_scores(source: Path) -> list[Scored]:
    """The rows of `epss.csv.gz`, as FIRST publishes it; empty when there is none. Raises `BadRecord`."""
    file = source / SCORES
    if not file.is_file():
        return []
    try:
        with gzip.open(file) as packed:
            raw = packed.read(MAX_SCORE_BYTES + 1)
        text = raw.decode("ascii")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise BadRecord(f"cannot be unpacked: {error}") from error
    if len(raw) > MAX_SCORE_BYTES:
        raise BadRecord(f"larger than {MAX_SCORE_BYTES} bytes")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    if not rows or rows[0] != "cve,epss,percentile" or len(rows) > MAX_SCORES:
        raise BadRecord("not a list of `cve,epss,percentile`")
    return [_scored(row) for row in rows[1:]]


def _scored(row: str) -> Scored:
    cve, *numbers = row.split(",")
    try:
        score, rank = map(float, numbers)
    except ValueError as error:
        raise BadRecord(f"a row without two numbers: {row[:60]!r}") from error
    if _CVE.fullmatch(cve) is None or not (0 <= score <= 1 and 0 <= rank <= 1):
        raise BadRecord(f"not a score of a CVE: {row[:60]!r}")
    return Scored(cve, score, rank)


def _archived(archive: Path, ecosystem: str) -> Iterator[Entry]:
    try:
        with zipfile.ZipFile(archive) as opened:
            listed = opened.infolist()
            if len(listed) > MAX_ENTRIES or sum(info.file_size for info in listed) > MAX_ARCHIVE_BYTES:
                raise ImportRefused(
                    f"{archive} declares more than {MAX_ENTRIES} records or {MAX_ARCHIVE_BYTES} bytes; it is no OSV archive"
                )
            for info in listed:
                yield _entry(opened, info, ecosystem)
    except _DAMAGE as error:
        raise ImportRefused(f"{archive} cannot be read ({error}); fetch it again") from error


def _entry(opened: zipfile.ZipFile, info: zipfile.ZipInfo, ecosystem: str) -> Entry:
    place = f"{ecosystem}/all.zip:{info.filename[:120]}"
    identity = info.filename.removesuffix(".json")
    if not info.filename.endswith(".json") or ID.fullmatch(identity) is None:
        return Entry(place, "", refused="the entry is not called <ID>.json")
    if info.file_size > MAX_RECORD_BYTES:
        return Entry(place, identity, refused=f"larger than {MAX_RECORD_BYTES} bytes")
    try:
        with opened.open(info) as stream:
            raw = stream.read(MAX_RECORD_BYTES + 1)
    except _DAMAGE as error:
        return Entry(place, identity, refused=f"cannot be unpacked: {error}")
    return Entry(place, identity, raw) if len(raw) <= MAX_RECORD_BYTES else Entry(place, identity, refused="larger than it declares")


def _loose(folder: Path) -> Iterator[Entry]:
    for file in sorted(folder.glob("*.json")):
        place = f"{folder.name}/{file.name[:120]}"
        if ID.fullmatch(file.stem) is None or not file.is_file():
            yield Entry(place, "", refused="the file is not called <ID>.json")
        elif file.stat().st_size > MAX_RECORD_BYTES:
            yield Entry(place, file.stem, refused=f"larger than {MAX_RECORD_BYTES} bytes")
        else:
            yield Entry(place, file.stem, file.read_bytes())
