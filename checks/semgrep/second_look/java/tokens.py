"""Java source, cut into tokens that know their places in bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

# About four thousand lines. What is longer, no person wrote.
MAX_TOKENS = 40_000
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)
    |(?P<block>\"\"\"[ \t\f]*\r?\n(?:[^"\\]|\\.|"(?!""))*\"\"\")
    |(?P<text>"(?:[^"\\\n]|\\.)*")
    |(?P<character>'(?:[^'\\\n]|\\u+[0-9a-fA-F]{4}|\\[0-7]{1,3}|\\.)')
    |(?P<number>0[xX][0-9a-fA-F_]+[lL]?|0[bB][01_]+[lL]?|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?[lLfFdD]?)
    |(?P<word>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
    # Greater-than signs stay single: two of them may end two lists of types.
    |(?P<sign><<=|->|::|\+\+|--|&&|\|\||<=|>=|==|!=|\+=|-=|\*=|/=|%=|&=|\|=|\^=|\.\.\.|<<|[-+*/%&|^!~<>=?:;,.(){}\[\]@])
    """,
    re.VERBOSE | re.DOTALL,
)
# Escaped, these begin and end literals and comments all the same: quotation marks, the backslash, ends of lines, asterisk and slash.
_STRUCTURE = re.compile(r"\\u+00(22|27|5[cC]|0[aAdD]|2[aAfF])")


class NotFollowed(SyntaxError):
    """Code that is not put into other terms; what was found in it simply stays as it is."""


class Sort(Enum):
    """What kind of token it is."""

    TEXT = auto()
    CHARACTER = auto()
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written, one character for each byte; lines from 1, columns from 0, the end excluded."""

    sort: Sort
    text: str
    line: int
    column: int
    end_line: int
    end_column: int


_SORTS = {"text": Sort.TEXT, "block": Sort.TEXT, "character": Sort.CHARACTER, "number": Sort.NUMBER, "word": Sort.WORD, "sign": Sort.SIGN}


def tokens(source: bytes) -> list[Token]:
    """All of them. Raises `NotFollowed` for what is no token of Java, and for more than `MAX_TOKENS`."""
    text, at, line, start = source.decode("latin-1"), 0, 1, 0
    found: list[Token] = []
    if _STRUCTURE.search(text):
        raise NotFollowed
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or len(found) > MAX_TOKENS:
            raise NotFollowed
        end, lines = match.end(), text.count("\n", at, match.end())
        after, next_start = line + lines, text.rfind("\n", at, end) + 1 if lines else start
        sort = _SORTS.get(match.lastgroup or "")
        if sort:
            found.append(Token(sort, match[0], line, at - start, after, end - next_start))
        at, line, start = end, after, next_start
    return found
