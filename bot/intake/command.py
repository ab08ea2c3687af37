"""Slash commands in comments, as a person means them: not quoted, not shown as code."""

from __future__ import annotations

import re
from enum import Enum

_COMMAND = re.compile(r" {0,3}/bartizan[ \t]+([a-z]{1,20})(?:[ \t]|$)")
_FENCE = re.compile(r" {0,3}(?:[-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)")
# GitHub keeps 65,536 characters of a comment.
MAX_COMMENT = 65_536


class Command(Enum):
    """What can be asked for in a comment."""

    RESCAN = "rescan"


def command(body: str) -> Command | None:
    """The first command at the start of a line, outside quotes, fenced code and HTML comments."""
    fence = ""
    hidden = False
    for line in body[:MAX_COMMENT].splitlines():
        opened = _FENCE.match(line)
        if fence:
            fence = "" if opened and _closes(fence, opened) else fence
        elif hidden or "<!--" in line:
            hidden = line.rfind("-->") < line.rfind("<!--") if "<!--" in line else "-->" not in line
        elif opened and not (opened[1].startswith("`") and "`" in opened[2]):
            fence = opened[1]
        elif (match := _COMMAND.match(line)) and match[1] in {known.value for known in Command}:
            return Command(match[1])
    return None


def _closes(fence: str, line: re.Match[str]) -> bool:
    return line[1][0] == fence[0] and len(line[1]) >= len(fence) and not line[2].strip()
