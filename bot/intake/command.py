"""Slash commands in comments, as a person means them: not quoted, not shown as code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# GitHub keeps 65,536 characters of a comment.
MAX_COMMENT = 65_536
# Commands of one comment that are carried out; one line more is kept, so that the rest can be refused aloud.
MAX_COMMANDS = 5
MAX_REASON = 300
MIN_REASON = 3
# What Markdown takes for the end of a line; Python knows more, which would let a command begin in the middle of one.
_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r" {0,3}/bartizan(?:[ \t]+(.*))?")
_FENCE = re.compile(r" {0,3}(?:[-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)")
_QUOTE = re.compile(r" {0,3}(?:[-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)?>")
_ID = re.compile(r"`?(?:v1:)?([0-9a-f]{8,32})`?(?:[ \t:,]+|$)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:^|[ ])until[ ](\S+)$", re.IGNORECASE)
_END = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[1-9][0-9]{0,3}d")
# A reason as long as can be, an id, a date and the words between.
_LONGEST = 500


class Verb(Enum):
    """What can be asked for in a comment."""

    RESCAN = "rescan"
    EXPLAIN = "explain"
    FALSE_POSITIVE = "fp"
    ACCEPT = "accept"
    REOPEN = "reopen"
    LIST = "list"
    FIX = "fix"
    PAUSE = "pause"
    RESUME = "resume"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `id` is empty where none was written; `until` is a date in ISO form, days such as `90d`, or empty."""

    verb: Verb
    id: str = ""
    reason: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Misread:
    """A line that begins like a command and is none; `why` is a sentence of ours in Markdown that repeats nothing of the line."""

    why: str


_NAMING = frozenset({Verb.EXPLAIN, Verb.FALSE_POSITIVE, Verb.ACCEPT, Verb.REOPEN, Verb.FIX})
_REASONED = frozenset({Verb.FALSE_POSITIVE, Verb.ACCEPT})


def command_lines(body: str) -> tuple[str, ...]:
    """What follows `/bartizan` at the start of a line, outside quotes, fenced code and HTML comments; `MAX_COMMANDS` and one at most."""
    found: list[str] = []
    fence = ""
    hidden = quoted = False
    for line in _BREAK.split(body[:MAX_COMMENT]):
        opened = _FENCE.match(line)
        # A quoted paragraph goes on until an empty line, with or without further marks.
        quoted = bool(_QUOTE.match(line)) or (quoted and bool(line.strip()))
        if fence:
            fence = "" if opened and _closes(fence, opened) else fence
        elif hidden or "<!--" in line:
            hidden = line.rfind("-->") < line.rfind("<!--") if "<!--" in line else "-->" not in line
        elif opened and not (opened[1].startswith("`") and "`" in opened[2]):
            fence = opened[1]
        elif not quoted and (match := _LINE.fullmatch(line)):
            found.append(_one_line(match[1] or "")[:_LONGEST])
    return tuple(found[: MAX_COMMANDS + 1])


def parse(line: str) -> Command | Misread:
    """What a line of `command_lines` asks for."""
    word, _, rest = line.partition(" ")
    known = {verb.value: verb for verb in Verb}
    verb = known.get(word.lower() or Verb.HELP.value)
    if verb is None:
        return Misread("That is not one of my commands; `/bartizan help` lists them.")
    if verb not in _NAMING:
        return Command(verb)
    named = _ID.match(rest)
    id_ = named[1].lower() if named else ""
    return _reasoned(verb, id_, rest[named.end() :] if named else rest) if verb in _REASONED else Command(verb, id_)


def _reasoned(verb: Verb, id_: str, rest: str) -> Command | Misread:
    ending = _UNTIL.search(rest)
    reason = (rest[: ending.start()] if ending else rest).strip()
    until = ending[1].rstrip(".,;") if ending else ""
    if until and not _END.fullmatch(until):
        return Misread("`until` takes a date such as `2027-01-31`, or days such as `90d`.")
    if not MIN_REASON <= len(reason) <= MAX_REASON:
        return Misread(f"`{verb.value}` takes a reason of {MIN_REASON} to {MAX_REASON} characters after the id.")
    return Command(verb, id_, reason, until)


def _one_line(text: str) -> str:
    """Without what cannot be seen, and with single spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _closes(fence: str, line: re.Match[str]) -> bool:
    return line[1][0] == fence[0] and len(line[1]) >= len(fence) and not line[2].strip()
