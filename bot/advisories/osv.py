"""Reads OSV JSON into a `Record`: the only place that knows the format's field names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.advisories.cvss import base_score
from bot.advisories.errors import BadRecord
from bot.advisories.events import sorted_range
from bot.advisories.naming import canonical_name
from bot.advisories.record import Affected, Kind, Record
from bot.advisories.versions.orders import canonical
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

ID = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
MAX_SUMMARY = 300
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}", re.ASCII)
_WORDS = {"CRITICAL": Severity.CRITICAL, "HIGH": Severity.HIGH, "MODERATE": Severity.MEDIUM, "MEDIUM": Severity.MEDIUM, "LOW": Severity.LOW}
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]+")
# RustSec marks by these what is worth knowing and no vulnerability.
_INFORMATIONAL = frozenset({"unmaintained", "unsound", "notice"})
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """A record, and what of it could not be used."""

    record: Record
    left_out: tuple[str, ...] = ()


def read_record(raw: bytes) -> Reading:
    """The advisory in the bytes. Raises `BadRecord`."""
    try:
        document = _whole(json.loads(raw), raw)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"not JSON: {error}") from error
    if not isinstance(document, dict):
        raise BadRecord("not a JSON object")
    identity = document.get("id")
    if not isinstance(identity, str) or ID.fullmatch(identity) is None:
        raise BadRecord("the record has no usable id")
    return _record(document, identity)


def _whole(document: Any, raw: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The document with question marks for halves of surrogate pairs, which no database and no UTF-8 can hold."""
    if b"\\ud" not in raw.lower() and b"\xed" not in raw and b"\0" not in raw:
        return document
    return json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))


def _record(document: dict[str, Any], identity: str) -> Reading:
    entries = [_affected(entry) for entry in _dicts(document.get("affected"))]
    left_out = [why for _, its in entries for why in its]
    score, vector = _score(document.get("severity"))
    stated = [alias.strip(" ,;") for alias in _texts(document.get("aliases"))]
    aliases = frozenset(alias for alias in stated if ID.fullmatch(alias)) | _upstream(document)
    left_out += [f"alias {alias[:80]!r}: not an id" for alias in stated if alias not in aliases]
    record = Record(
        id=identity,
        modified=_time(document, "modified", required=True),
        published=_time(document, "published"),
        withdrawn=_time(document, "withdrawn"),
        kind=_kind(document, identity),
        aliases=aliases - {identity},
        summary=_summary(document),
        affected=tuple(entry for entry, _ in entries if entry is not None),
        word=_word(document.get("database_specific")),
        score=score,
        vector=vector,
    )
    return Reading(record, tuple(left_out))


def _upstream(document: dict[str, Any]) -> frozenset[str]:
    """The CVEs that a distribution's notice (DSA, USN, ALPINE, …) is about: it names them here, and has no aliases.

    Only CVEs: another database's id may be that of a package which this one contains, and is no second name of the record.
    """
    return frozenset(stated for stated in _texts(document.get("upstream")) if _CVE.fullmatch(stated))


def _affected(entry: dict[str, Any]) -> tuple[Affected | None, list[str]]:
    package = entry.get("package")
    if not isinstance(package, dict):
        return None, []  # the format allows records that speak of commits only
    ecosystem, name = package.get("ecosystem"), package.get("name")
    if not isinstance(ecosystem, str) or not isinstance(name, str) or not ecosystem or not name:
        raise BadRecord("an affected package has no ecosystem or no name")
    base = ecosystem.partition(":")[0]
    left_out: list[str] = []
    ranges = []
    for item in _dicts(entry.get("ranges")):
        if item.get("type") != "GIT":
            sorted_, without = sorted_range(base, _events(item))
            ranges.append(sorted_)
            left_out += without
    versions = frozenset(canonical(base, version) for version in _texts(entry.get("versions")) if "\n" not in version)
    specific = [entry.get("ecosystem_specific"), entry.get("database_specific")]
    word = next((found for found in map(_word, specific) if found is not None), None)
    score, _ = _score(entry.get("severity"))
    return Affected(ecosystem, canonical_name(base, name), tuple(ranges), versions, word, score), left_out


def _events(item: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = [(name, version) for event in _dicts(item.get("events")) for name, version in event.items()]
    return [(name, version) for name, version in pairs if isinstance(version, str)]


def _kind(document: dict[str, Any], identity: str) -> Kind:
    if identity.startswith("MAL-"):
        return Kind.MALWARE
    marks = [_as_dict(entry.get("database_specific")).get("informational") for entry in _dicts(document.get("affected"))]
    informational = bool(marks) and all(isinstance(mark, str) and mark in _INFORMATIONAL for mark in marks)
    return Kind.INFORMATIONAL if informational else Kind.VULNERABILITY


def _score(entries: object) -> tuple[float | None, str]:
    """The highest score of the vectors, version 3 before version 4, and the vector it is from."""
    vectors = [(entry.get("type"), text) for entry in _dicts(entries) if isinstance(text := entry.get("score"), str)]
    for kind in ("CVSS_V3", "CVSS_V4"):
        scored = [(score, text) for its, text in vectors if its == kind and (score := base_score(text)) is not None]
        if scored:
            return max(scored)
    return None, next((text for _, text in vectors), "")


def _word(specific: object) -> Severity | None:
    stated = _as_dict(specific).get("severity")
    return _WORDS.get(stated.upper()) if isinstance(stated, str) else None


def _summary(document: dict[str, Any]) -> str:
    """One line, from the summary or else the details' first words."""
    texts = (document.get("summary"), document.get("details"))
    text = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    line = " ".join(_UNSHOWABLE.sub(" ", text[: 4 * MAX_SUMMARY]).split())
    return line if len(line) <= MAX_SUMMARY else line[: MAX_SUMMARY - 1].rstrip() + "…"


def _time(document: dict[str, Any], field: str, *, required: bool = False) -> str:
    value = document.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or _TIME.match(value) is None:
        raise BadRecord(f"{field!r} is not a time: {str(value)[:40]!r}")
    try:
        return datetime.fromisoformat(value[:19]).isoformat() + "Z"
    except ValueError as error:
        raise BadRecord(f"{field!r} is no time of any calendar: {value[:40]!r}") from error


def _as_dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> Iterable[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadRecord("a list of objects was expected")
    return value


def _texts(value: object) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
