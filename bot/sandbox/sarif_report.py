"""The SARIF of any engine, read as something that an attacker may have written."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bot.sandbox.answer import BadAnswer, EngineComplained, a_list, a_text, an_object
from checks.core.change import NotAnalysed
from checks.core.place import Location, RepoPath, Span
from checks.core.scan import ScanReport, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_RESULTS, MAX_RULES, MAX_RUNS, MAX_NOTES = 20_000, 20_000, 10, 5_000
# Characters of the engine's own words, which people read, and of the name of one of its rules.
MAX_WORDS, MAX_NAME = 600, 120
# Characters of the file that the engine quotes: a private key fits.
MAX_QUOTED = 16_000
# Results that say that all is well, or speak of no defect.
_NO_DEFECT = frozenset({"pass", "notApplicable", "informational"})
_LEVELS = frozenset({"error", "warning", "note"})
_WORDS = {"informational": "low", "info": "low", "note": "low", "moderate": "medium", "warning": "medium", "error": "high"} | {
    word: word for word in ("low", "medium", "high", "critical")
}
_CWE = re.compile(r"\bcwe-0*(\d{1,5})\b", re.IGNORECASE)
_MOST_SCORE = 10.0


def read_sarif(raw: bytes, files: Mapping[RepoPath, bytes], unparsed: frozenset[str] = frozenset()) -> ScanReport:
    """The answer about exactly `files`; each is scanned or named as not analysed.

    `unparsed` are rules by which the engine says that it could not read a file. Suppressed results count like the others: the
    suppression stands in the change. Raises `BadAnswer`, `EngineComplained`.
    """
    runs = a_list(_parsed(raw), "runs", MAX_RUNS)
    lines = {path: content.count(b"\n") + 1 for path, content in files.items()}
    gaps: dict[RepoPath, NotAnalysed] = {}
    seen: list[Sighting] = []
    for run in map(an_object, runs):
        gaps |= _gaps(run, files)
        rules = _rules(run)
        for entry in map(an_object, a_list(run, "results", MAX_RESULTS, optional=True)):
            seen.extend(_sightings(entry, rules, files, lines))
            if len(seen) > MAX_RESULTS:
                raise BadAnswer(f"it lists more than {MAX_RESULTS} results")
    for sighting in seen:
        if sighting.rule in unparsed:
            gaps.setdefault(sighting.location.path, NotAnalysed(sighting.location.path.text, "the engine could not parse it"))
    kept = dict.fromkeys(sighting for sighting in seen if sighting.rule not in unparsed)
    return ScanReport(tuple(kept), frozenset(files.keys() - gaps.keys()), tuple(gaps.values()))


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        return an_object(json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise BadAnswer("it is not the SARIF that was asked for") from error


def _gaps(run: dict[str, Any], files: Mapping[RepoPath, bytes]) -> dict[RepoPath, NotAnalysed]:
    """Files of which the engine says itself that it failed on them. A failure of no file's is the run's."""
    gaps: dict[RepoPath, NotAnalysed] = {}
    for call in map(an_object, a_list(run, "invocations", MAX_RUNS, optional=True)):
        for note in map(an_object, a_list(call, "toolExecutionNotifications", MAX_NOTES, optional=True)):
            if note.get("level") != "error":
                continue
            places = [_place(each) for each in a_list(note, "locations", MAX_NOTES, optional=True)]
            if not places:
                raise EngineComplained(words(_message(note)) or "it failed, and does not say why")
            for path in (_path(place, files) for place in places):
                gaps[path] = NotAnalysed(path.text, "the engine failed on it")
        if call.get("executionSuccessful", True) is not True and not gaps:
            raise EngineComplained("it says that it did not succeed")
    return gaps


def _rules(run: dict[str, Any]) -> dict[str, dict[str, Any]]:
    tool = an_object(run.get("tool", {}))
    holders = [an_object(tool.get("driver", {})), *map(an_object, a_list(tool, "extensions", MAX_RUNS, optional=True))]
    rules = chain.from_iterable(a_list(holder, "rules", MAX_RULES, optional=True) for holder in holders)
    return {a_text(rule.get("id")): rule for rule in map(an_object, rules)}


def _sightings(
    entry: dict[str, Any], rules: Mapping[str, dict[str, Any]], files: Mapping[RepoPath, bytes], lines: Mapping[RepoPath, int]
) -> Iterator[Sighting]:
    kind = entry.get("kind", "fail")
    if isinstance(kind, str) and kind in _NO_DEFECT:
        return
    name = a_text(entry.get("ruleId", an_object(entry.get("rule", {})).get("id")))
    rule = rules.get(name, {})
    told, about = an_object(entry.get("properties", {})), an_object(rule.get("properties", {}))
    places = a_list(entry, "locations", MAX_NOTES)
    if not places:
        raise BadAnswer("a result has no place")
    level = entry.get("level", an_object(rule.get("defaultConfiguration", {})).get("level", "warning"))
    yield Sighting(
        rule=words(name, MAX_NAME),
        # The first is the primary one; the others explain it.
        location=_location(_place(places[0]), files, lines),
        message=words(_message(entry)),
        level=level if isinstance(level, str) and level in _LEVELS else "warning",
        title=words(_said(rule.get("shortDescription")) or _said(rule.get("fullDescription")), MAX_NAME),
        severity=_word(told, about, "severity"),
        confidence=_word(told, about, "confidence") or _word(told, about, "precision"),
        score=_score(told, about),
        cwe=_cwe(about, rule),
        quoted=_said(an_object(_place(places[0]).get("region", {})).get("snippet"))[:MAX_QUOTED],
    )


def _place(value: object) -> dict[str, Any]:
    return an_object(an_object(value).get("physicalLocation"))


def _path(place: dict[str, Any], files: Mapping[RepoPath, bytes]) -> RepoPath:
    """The file meant: written as it is, or percent-encoded, as some engines do and others do not."""
    said = a_text(an_object(place.get("artifactLocation")).get("uri"))
    plain = said.removeprefix("file://").removeprefix("/src/").removeprefix("./")
    for text in (plain, unquote(plain)):
        try:
            path = RepoPath(text)
        except ValueError:
            continue
        if path in files:
            return path
    raise BadAnswer("it names a file that was not given")


def _location(place: dict[str, Any], files: Mapping[RepoPath, bytes], lines: Mapping[RepoPath, int]) -> Location:
    path, region = _path(place, files), an_object(place.get("region", {}))
    first = region.get("startLine")
    if first is None:
        return Location(path)
    last, column = region.get("endLine", first), region.get("endColumn")
    if type(first) is not int or type(last) is not int or not 1 <= first <= last or first > lines[path]:
        raise BadAnswer("it names lines outside of their file")
    # A region that ends before the first character of a line ends on the line above.
    last = last - 1 if column == 1 and last > first else last
    return Location(path, Span(first, min(last, lines[path])))


def _message(holder: dict[str, Any]) -> str:
    return _said(holder.get("message"))


def _said(value: object) -> str:
    return a_text(value.get("text", "")) if isinstance(value, dict) else ""


def words(text: str, most: int = MAX_WORDS) -> str:
    """The engine's own words on one line, without what a terminal or a log would act on."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * most]).split())[:most]


def _word(told: dict[str, Any], about: dict[str, Any], name: str) -> str:
    """One of the words for a degree, under this name or one like `engine/name`."""
    for holder in (told, about):
        for key, value in holder.items():
            if key.rpartition("/")[2].lower() == name and isinstance(value, str) and value.lower() in _WORDS:
                return _WORDS[value.lower()]
    return ""


def _score(*holders: dict[str, Any]) -> float | None:
    for holder in holders:
        try:
            score = float(holder["security-severity"])
        except (KeyError, TypeError, ValueError):
            continue
        if 0 <= score <= _MOST_SCORE:
            return score
    return None


def _cwe(about: dict[str, Any], rule: dict[str, Any]) -> str:
    tags = about.get("tags")
    said = [tag for tag in tags[:100] if isinstance(tag, str)] if isinstance(tags, list) else []
    said += [value for value in (about.get("cwe"), rule.get("id")) if isinstance(value, str)]
    found = next((match for match in (_CWE.search(tag[:200]) for tag in said) if match), None)
    return f"CWE-{int(found[1])}" if found else ""
