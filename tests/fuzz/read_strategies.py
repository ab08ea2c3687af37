"""What the readers' hunts are fed with: documents with one fact changed, secrets in disguise, versions that nearly are some."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GONE = object()
# What stands where a fact is expected: other types, numbers beyond every limit, text that no database can hold.
ODD: tuple[object, ...] = (
    *(GONE, None, True, False, 0, -1, 1, 2**31, 2**63 - 1, 2**63, 10**400, 1.0, 0.5, float("nan"), float("inf"), float("-inf")),
    *("", "0", "1", "\0", "\n", "\ud800", "\u202e", "a/b", "../..", "opened", "open", "x" * 70_000, "0" * 40, "/bartizan rescan"),
    *([], {}, [[]], [{}], [None], {"id": 1}, {"sha": "0" * 40}, {"number": 1}, ["x"] * 1000),
)


def places(document: Mapping[str, Any]) -> list[tuple[str | int, ...]]:
    """The way to every fact of a document, from the outside in."""
    return list(_ways(document, ()))


def _ways(value: object, way: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    steps = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for step, inner in steps:
        yield (*way, step)
        yield from _ways(inner, (*way, step))


def changed(document: Mapping[str, Any], changes: Sequence[tuple[tuple[str | int, ...], object]]) -> Any:  # noqa: ANN401 - any JSON
    """A copy with these facts replaced, or taken out. A way that an earlier change has closed is passed over."""
    made = copy.deepcopy(dict(document))
    for (*folders, last), value in changes:
        place: Any = made
        for step in folders:
            inside = isinstance(place, dict) and step in place
            place = place[step] if inside or (isinstance(place, list) and isinstance(step, int) and step < len(place)) else None
        if isinstance(place, dict):
            # A copy: a later change may go into it, and the next try must find the constants as they were.
            place[last] = copy.deepcopy(value)
            if value is GONE:
                del place[last]
        elif isinstance(place, list) and isinstance(last, int) and last < len(place):
            place[last] = None if value is GONE else copy.deepcopy(value)
    return made


def nearly(
    documents: Mapping[str, Mapping[str, Any]], values: st.SearchStrategy[object] | None = None
) -> st.SearchStrategy[tuple[str, Any]]:
    """One of the documents by its name, with one to three facts changed."""
    odd = st.sampled_from(ODD) if values is None else values | st.sampled_from(ODD)
    changes = {name: st.lists(st.tuples(st.sampled_from(places(each)), odd), max_size=3) for name, each in documents.items()}
    return st.sampled_from(sorted(documents)).flatmap(
        lambda name: changes[name].map(lambda its: (name, changed(documents[name], its))),
    )


_LONG = [digit * length for digit in "09" for length in (2, 29, 31, 400, 5000)]
NUMBERS = st.integers(0, 3).map(str) | st.sampled_from(["01", "10", "\u0661", "\u00b2", "", *_LONG])
WORDS = st.sampled_from(
    [
        *("a", "b", "rc", "alpha", "beta", "dev", "post", "pre", "final", "ga", "sp", "x"),
        *("SNAPSHOT", "java", "x86_64-linux", "incompatible", "\u212a"),
    ]
)
MARKS = st.sampled_from([".", "-", "_", "+", "!", "..", "--", " ", "\t", "\n", "*", "v", "V", "=", "~", "\0", "\ud800", "\u2028"])
VERSIONS = st.lists(NUMBERS | NUMBERS | WORDS | MARKS | st.just("."), max_size=9).map("".join)
