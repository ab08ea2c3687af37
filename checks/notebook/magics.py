"""A cell of IPython as plain Python of as many lines: what is not Python gives way to something that does nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.core import python_source

# Cell magics that run the cell as Python, whatever our own parser knows of its syntax.
_PYTHON = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "python", "python3", "pypy"})
_CELL = re.compile(r"%%(?P<name>!|\w*)")
_TIMED = re.compile(r"(?P<indent>\s*)%(?:time|timeit|prun|memit)\b(?:\s++-\w++(?:\s++\d++(?=\s))?)*+\s++(?P<code>[^\s-].*)")
_MAGIC = re.compile(r"\s*(?:[%!]|\?{1,2}\w|[/,;]\w|[\w.%*]+\?{1,2}\s*$)")
_ASSIGNED = re.compile(r"(?P<target>\s*[\w.,*\[\]'\" ]{1,200}?=\s*)[!%]\s*[\w({$./\"'-]")
_INDENT = re.compile(r"[ \t]*")
_LEXEME = re.compile(r"\"\"\"|'''|[\"']|#|[(\[{]|[)\]}]")
_REST = {
    '"': re.compile(r'(?:[^"\\]|\\.)*+"'),
    "'": re.compile(r"(?:[^'\\]|\\.)*+'"),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*+"""'),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*+'''"),
}


@dataclass(frozen=True, slots=True)
class _State:
    """How a line ends: within a string, within brackets, or to be continued."""

    quote: str = ""
    depth: int = 0
    continued: bool = False

    @property
    def within(self) -> bool:
        return bool(self.quote) or self.depth > 0 or self.continued


def plain(lines: list[str]) -> list[str] | None:
    """The lines of a cell as Python runs them, one for one. None when they end within a string or a bracket."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return lines
    magic = _CELL.match(lines[first])
    if magic is None:
        return _statements(_flush(lines, first))
    head, body = [*lines[:first], "pass"], lines[first + 1 :]
    if magic["name"] in _PYTHON:
        below = _statements(body)
        return None if below is None else [*head, *below]
    # A file that is written, a test that is run: Python when it can be. Another language's cell is nobody's here.
    return [*head, *(body if _parses(body) else [""] * len(body))]


def _flush(lines: list[str], first: int) -> list[str]:
    """IPython takes the indentation of a cell's first line from all of them."""
    indent = _INDENT.match(lines[first])
    return [line.removeprefix(indent[0]) for line in lines] if indent and indent[0] else lines


def _parses(lines: list[str]) -> bool:
    try:
        python_source.module("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _statements(lines: list[str]) -> list[str] | None:
    if _parses(lines):
        return lines
    told: list[str] = []
    state, command = _State(), False
    for line in lines:
        if command:
            told.append("")
            command = line.endswith("\\")
            continue
        instead = None if state.within else _instead(line)
        told.append(line if instead is None else instead)
        command = instead is not None and line.endswith("\\")
        state = state if command else _after(told[-1], state)
    return None if state.quote or state.depth > 0 else told


def _instead(line: str) -> str | None:
    """What stands for a line that is a command to IPython; None for Python."""
    if timed := _TIMED.match(line):
        return f"{timed['indent']}{timed['code']}"
    if _MAGIC.match(line):
        indent = _INDENT.match(line)
        return f"{indent[0] if indent else ''}pass"
    if assigned := _ASSIGNED.match(line):
        return f"{assigned['target']}None"
    return None


def _after(line: str, state: _State) -> _State:
    quote, depth, at = state.quote, state.depth, 0
    while True:
        if quote:
            rest = _REST[quote].match(line, at)
            if rest is None:
                open_ = len(quote) > 1 or line.endswith("\\")
                return _State(quote if open_ else "", depth)
            quote, at = "", rest.end()
        found = _LEXEME.search(line, at)
        if found is None or found[0] == "#":
            return _State("", depth, found is None and line.endswith("\\"))
        at = found.end()
        if found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth = max(0, depth - 1)
        else:
            quote = found[0]
