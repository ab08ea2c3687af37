"""The pattern engine's JSON, read as something that an attacker may have written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.answer import BadAnswer, EngineComplained, a_list, a_text, an_object
from bot.sandbox.source_text import SourceText
from checks.core.change import NotAnalysed
from checks.core.pattern import Edit, Match, PatternReport
from checks.core.place import Location, RepoPath, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_MATCHES = 20_000
# Characters of a fix, and bytes of a line before it: nobody presses a button on more.
MAX_EDIT = 10_000
MAX_ERRORS = 5_000
_SAID = 200


def read_report(
    raw: bytes, files: Mapping[RepoPath, bytes], rule_ids: frozenset[str], rewritten: frozenset[RepoPath] = frozenset()
) -> PatternReport:
    """The answer about exactly `files`; each is scanned or named as not analysed. Raises `BadAnswer`, `EngineComplained`.

    `rewritten`: those of which the engine read another wording, as long as the original. No fix may repeat that.
    """
    answer, texts = _parsed(raw), {path: SourceText(content) for path, content in files.items()}
    gaps = _gaps(a_list(answer, "errors", MAX_ERRORS), texts)
    matches = tuple(dict.fromkeys(_match(entry, texts, rule_ids, rewritten) for entry in a_list(answer, "results", MAX_MATCHES)))
    listed = {_path(name, texts) for name in a_list(an_object(answer.get("paths")), "scanned", 2 * len(files) + 1)}
    unseen = [NotAnalysed(path.text, "the pattern engine did not scan it") for path in files if path not in listed and path not in gaps]
    return PatternReport(matches, frozenset(listed - gaps.keys()), (*gaps.values(), *unseen))


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        return an_object(json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise BadAnswer("it is not the JSON that was asked for") from error


def _path(value: object, files: Mapping[RepoPath, SourceText]) -> RepoPath:
    try:
        path = RepoPath(a_text(value).removeprefix("./"))
    except ValueError as error:
        raise BadAnswer("it names a path outside the files given") from error
    if path not in files:
        raise BadAnswer("it names a file that was not given")
    return path


def _position(value: object, text: SourceText) -> tuple[int, int]:
    """Line and byte column, both from 1 and inside the file (the column up to just behind the line's last byte)."""
    place = an_object(value)
    line, column = place.get("line"), place.get("col")
    if type(line) is not int or type(column) is not int:
        raise BadAnswer("a place has no line or column")
    if not 1 <= line <= text.lines or not 1 <= column <= len(text.content) + 2:
        raise BadAnswer("it names a place outside its file")
    return line, column


def _range(entry: dict[str, Any], files: Mapping[RepoPath, SourceText]) -> tuple[Location, tuple[int, int], tuple[int, int]]:
    path = _path(entry.get("path"), files)
    start, end = (_position(entry.get(key), files[path]) for key in ("start", "end"))
    if end < start:
        raise BadAnswer("a range ends before it starts")
    # A range that ends before the first character of a line ends on the line above.
    last = end[0] - 1 if end[1] == 1 and end[0] > start[0] else end[0]
    return Location(path, Span(start[0], last)), start, end


def _match(value: object, files: Mapping[RepoPath, SourceText], rule_ids: frozenset[str], rewritten: frozenset[RepoPath]) -> Match:
    entry = an_object(value)
    location, start, end = _range(entry, files)
    extra = an_object(entry.get("extra"))
    text, edit = files[location.path], None
    fix = extra.get("fix")
    repeats = location.path in rewritten and "[" in a_text(fix or "")
    if fix is not None and not repeats and max(len(a_text(fix)), start[1], end[1]) <= MAX_EDIT:
        first, last = ((line, text.character_column(line, column)) for line, column in (start, end))
        edit = Edit(first, last, fix)
    rule_id, origin = _rule_id(a_text(entry.get("check_id")), rule_ids), _origin(extra.get("dataflow_trace"), files)
    return Match(rule_id, location, edit, origin, (start, end))


def _rule_id(said: str, rule_ids: frozenset[str]) -> str:
    """The rule's own id: the Python front puts the folders of the rules file in front of it, joined by dots."""
    if said in rule_ids:
        return said
    parts = said.split(".")
    known = next((tail for tail in (".".join(parts[at:]) for at in range(1, min(len(parts), 20))) if tail in rule_ids), None)
    if known is None:
        raise BadAnswer("it names a rule that was not given")
    return known


def _origin(trace: object, files: Mapping[RepoPath, SourceText]) -> Location | None:
    """Where tainted data comes in: `["CliLoc", [place, text]]`, or `["CliCall", [[place, text], …, deeper trace]]`."""
    if trace is None:
        return None
    source = an_object(trace).get("taint_source")
    if not (isinstance(source, list) and len(source) == 2 and isinstance(source[1], list) and source[1]):  # noqa: PLR2004 - a tagged pair
        return None
    place = source[1][0]
    if source[0] == "CliCall" and isinstance(place, list) and place:
        place = place[0]
    return _range(an_object(place), files)[0]


def _gaps(errors: list[Any], files: Mapping[RepoPath, SourceText]) -> dict[RepoPath, NotAnalysed]:
    """One gap per file the engine complains about; a complaint about none of them is about the run."""
    gaps: dict[RepoPath, NotAnalysed] = {}
    for value in errors:
        entry = an_object(value)
        kind = entry.get("error_type", entry.get("type"))
        kind = kind[0] if isinstance(kind, list) and kind else kind
        kind = kind if isinstance(kind, str) else "error"
        location = entry.get("location")
        named = entry.get("path", location.get("path") if isinstance(location, dict) else None)
        try:
            path = _path(named, files)
        except BadAnswer as error:
            raise EngineComplained(f"{_said(kind)}: {_said(str(entry.get('message', '')))}") from error
        gaps.setdefault(path, NotAnalysed(path.text, _why(kind)))
    return gaps


def _said(text: str) -> str:
    """The engine's own words on one line, without what a terminal or a log would act on."""
    return " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * _SAID]).split())[:_SAID]


def _why(kind: str) -> str:
    known = {
        "PartialParsing": "parts of it could not be parsed",
        "Syntax error": "it could not be parsed",
        "Lexical error": "it could not be parsed",
        "Timeout": "the pattern engine ran out of time",
        "FixpointTimeout": "the pattern engine ran out of time following data through it",
        "TimeoutDuringInterfile": "the pattern engine ran out of time",
        "Out of memory": "the pattern engine ran out of memory",
        "Stack overflow": "it is nested too deeply",
        "Too many matches": "it matched too often",
    }
    return known.get(kind, "the pattern engine could not work on it")
