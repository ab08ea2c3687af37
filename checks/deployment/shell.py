"""Shell text as commands whose words know their lines: enough to see what is started, and no more of the language than that."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checks.deployment.started import Command, Setting, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Scripts within scripts (`sh -c '…'`) are looked into as deep.
MAX_SHELLS = 3
_TOKEN = re.compile(
    r"(?P<blank>(?:[ \t\r]|\\\r?\n)++)|(?P<comment>#[^\n]*+)|(?P<end>&&|\|\||[;|\n&()`])"
    r"|(?P<word>(?:[^\s\\\"';&|()`]|\\[^\r\n]|\"(?:[^\"\\]|\\.)*+\"|'[^']*+')++)|(?P<other>.)",
    re.DOTALL,
)
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*+)\"|'(?P<single>[^']*+)'|\\(?P<escaped>.)", re.DOTALL)
_SCRIPT = re.compile(r"-[a-z]{0,4}c")
_GIVEN = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>.*)", re.DOTALL)
# What only says something runs nothing.
_SAYS = frozenset({"echo", "printf", "@echo", "@printf", "cat"})


def script(lines: Sequence[tuple[str, int]], depth: int = 0) -> Iterator[Command]:
    """The commands of these lines, each given with the line of the file on which it is written; those of inner scripts follow their own."""
    text = "\n".join(line for line, _ in lines)
    words: list[Word] = []
    number, seen = 0, 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "word":
            number += text.count("\n", seen, token.start())
            seen = token.start()
            words.append(Word(_plain(token[0]), lines[number][1]))
        elif token.lastgroup == "end":
            yield from _ended(words, depth)
            words = []
    yield from _ended(words, depth)


def settings(commands: Sequence[Command]) -> Iterator[Setting]:
    """What they put into the environment: assignments, exports and options such as `-e NAME=value`."""
    for command in commands:
        for word in command.words:
            if given := _GIVEN.fullmatch(word.text):
                yield Setting(given["name"], given["value"], word.line, {})


def command(words: Sequence[Word], depth: int = 0) -> Iterator[Command]:
    """One command whose words are known, and those of a script in it."""
    yield Command(tuple(words))
    for before, word in pairwise(words):
        if depth < MAX_SHELLS and _SCRIPT.fullmatch(before.text) and " " in word.text.strip():
            yield from script([(line, word.line) for line in word.text.split("\n")], depth + 1)


def _ended(words: list[Word], depth: int) -> Iterator[Command]:
    if words and words[0].text not in _SAYS:
        yield from command(words, depth)


def _plain(word: str) -> str:
    return _QUOTED.sub(lambda found: next((part for part in found.groups() if part is not None), ""), word)
