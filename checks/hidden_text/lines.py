"""What is hidden in a line: its kind, and the characters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.hidden_text.decoding import DRAWN, ESCAPED_TAGS, of_escapes, of_selectors, of_tags
from checks.hidden_text.direction import CONTROLS, reorders
from checks.hidden_text.scripts import flags, written_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = "\U000e0000-\U000e007f"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Zero-width characters, fillers that show nothing, annotations, format controls and what Unicode keeps invisible for later.
_INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
# Soft hyphens are honest in pages; backspaces and escape sequences do nothing to a file, and hide what stands in it from a terminal.
_FOR_MODELS = "\u00ad\x08\x1b\x9b"
SUSPECT = re.compile(f"[{_TAG}{_SELECTOR}{_INVISIBLE}{_FOR_MODELS}\u202a-\u202e\u2066-\u2069]")
_TAGS, _SELECTORS = re.compile(f"[{_TAG}]"), re.compile(f"[{_SELECTOR}]")
_INSIDE_A_WORD = re.compile(f"[A-Za-z0-9][{_INVISIBLE}{_FOR_MODELS}]+[A-Za-z0-9]")
# Letters to every compiler: a name or a value of its own that nobody sees.
_FILLERS = re.compile("[\u115f\u1160\u3164\uffa0]")
# As many in a row are data: nobody types them by mistake.
_MANY = 8


class Kind(Enum):
    """How text is hidden."""

    TAGS = "tags"
    SELECTORS = "variation-selectors"
    DIRECTION = "direction"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Hidden:
    """What one line hides in one way. `words` fill the sentence about it, `columns` hold it; no slip of a keyboard is `deliberate`."""

    kind: Kind
    words: tuple[str, ...]
    deliberate: bool
    columns: frozenset[int]


def hidden(line: str, *, code: bool, instructs: bool) -> Iterator[Hidden]:
    """Everything that the line hides."""
    drawn = flags(line)
    kinds: dict[Kind, list[int]] = {}
    for found in SUSPECT.finditer(line):
        column = found.start()
        kind = _kind(found[0])
        if column in drawn or kind is Kind.DIRECTION or (kind is not Kind.TAGS and written_in(line, column)):
            continue
        if instructs or found[0] not in _FOR_MODELS:
            kinds.setdefault(kind, []).append(column)
    for kind, columns in kinds.items():
        yield _told(line, kind, columns)
    for escaped in (of_escapes(found[0]) for found in ESCAPED_TAGS.finditer(line)):
        if escaped not in DRAWN:
            yield Hidden(Kind.TAGS, (escaped,), deliberate=True, columns=frozenset())
    if reorders(line, code=code):
        controls = {each.start(): each[0] for each in CONTROLS.finditer(line)}
        yield Hidden(Kind.DIRECTION, (_named(list(controls.values())),), deliberate=True, columns=frozenset(controls))


def _kind(char: str) -> Kind:
    if _TAGS.match(char):
        return Kind.TAGS
    if _SELECTORS.match(char):
        return Kind.SELECTORS
    return Kind.DIRECTION if CONTROLS.match(char) else Kind.INVISIBLE


def _told(line: str, kind: Kind, columns: list[int]) -> Hidden:
    text = "".join(line[column] for column in columns)
    where = frozenset(columns)
    if kind is Kind.TAGS:
        return Hidden(kind, (of_tags(text) or _named(list(text)),), deliberate=True, columns=where)
    if kind is Kind.SELECTORS:
        return Hidden(kind, (str(len(text)), of_selectors(text)), len(text) >= _MANY, where)
    deliberate = len(text) >= _MANY or bool(_INSIDE_A_WORD.search(line) or _FILLERS.search(text))
    return Hidden(kind, (_named(list(text)),), deliberate, where)


def _named(chars: list[str]) -> str:
    return ", ".join(f"U+{ord(char):04X}" + (f" {count} times" if count > 1 else "") for char, count in Counter(chars).most_common(4))
