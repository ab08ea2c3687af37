"""Where the values of a JSON text stand."""

from __future__ import annotations

import pytest

from checks.core import Span
from checks.manifests.json_lines import located
from checks.manifests.manifest import Unparsable


@pytest.mark.parametrize(
    ("way", "line"),
    [
        (("a",), 2),
        (("b", 0), 3),
        (("b", 1, "c"), 5),
        (("b", 1, "none"), 4),
        (('q"{', "x"), 7),
        (("none",), 1),
        (("twice",), 9),
    ],
)
def test_a_value_is_found_by_its_way_or_else_what_is_around_it(way: tuple[str | int, ...], line: int) -> None:
    raw = rb"""{
"a": "}, \" {[",
"b": [1,
  {
  "c": true}, []
], "e": {}, "q\"{":
  {"x": null},
"twice": 1,
"twice": 2}"""

    _, lines = located(raw)

    assert lines.span(*way) == Span(line, line)


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(Unparsable):
        located(b"[1]")
