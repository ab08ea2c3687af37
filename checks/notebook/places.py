"""On which line of a JSON file each of its values begins, found without building them."""

from __future__ import annotations

import json
import re

from checks.documents.nodes import NotRead

# Results of charts hold numbers by the million, which do not count; what a person has run by hand has a fraction of this.
MAX_VALUES, MAX_NESTING = 400_000, 60
# Values that lie deeper are not told apart.
_TOLD = 9
_TOKEN = re.compile(r'(?P<string>"(?:[^"\\\n]|\\.)*+")(?P<key>[ \t\r\n]*+:)?|(?P<mark>[{}\[\]])|[^"{}\[\]]++')

Path = tuple[str | int, ...]


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every string, list and object of a JSON text that is sound. Raises `NotRead` when there is too much of it.

    A path is made of keys and of places in lists, where numbers and words are not counted. Raises `ValueError` for a key that is no JSON.
    """
    found: dict[Path, int] = {}
    above: list[str | int] = []
    line, seen, count = 1, 0, 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind is None or token[0] in {"}", "]"}:
            if kind and above:
                above.pop()
            continue
        count += 1
        if count > MAX_VALUES or len(above) > MAX_NESTING:
            raise NotRead(f"it has more than {MAX_VALUES:,} values, or lies deeper than {MAX_NESTING} levels")
        if kind == "key":
            above[-1:] = [json.loads(token["string"])]
            continue
        if above and isinstance(above[-1], int):
            above[-1] += 1
        if len(above) <= _TOLD:
            line += text.count("\n", seen, token.start())
            seen = token.start()
            found[tuple(above)] = line
        if kind == "mark":
            above.append(-1 if token[0] == "[" else "")
    return found
