"""How a hunt goes: a few seeded tries in every run, thousands in the full one, the same ones each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Made = TypeVar("Made")

# A parameter for every hunt: how many inputs it makes.
tries = pytest.mark.parametrize("tries", [pytest.param(60, id="sample"), pytest.param(4000, id="full", marks=pytest.mark.long)])

# What readers stumble over: ends, nesting, numbers, escapes, names that mean something, characters nobody sees.
MORSELS = (
    *(b"", b"\0", b"\n", b"\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3\x28", b"\xed\xa0\x80"),
    *("\u202e\u200b".encode(), "ß\u0130".encode()),
    *(b"[" * 300, b"{" * 300, b'{"a":' * 300, b"- " * 300, b"(" * 300, b'"' * 7, b"'''", b'"""', b"\\", b"\\u0000", b"\\ud800"),
    *(b"-1", b"0", b"1e999", b"NaN", b"Infinity", b"9" * 400, b"0x10", b"true", b"null", b"[]", b"{}", b'""', b"0001-01-01"),
    *(b"../../etc/passwd", b"/etc/passwd", b"file:///etc/passwd", b"http://x.example/", b"-r ", b"-e ", b"@ ", b"; ", b"#"),
    *(b"${HOME}", b"%s%n"),
    *(b"&a ", b"*a ", b"!!python/object:x ", b"<<: ", b"---\n", b"...\n", b"[[package]]\n", b"version = 1\n", b"=="),
    *(b">=", b"*", b" " * 500),
)


def mutated(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A good input with a few of its parts cut out, doubled, moved or replaced."""
    return st.builds(_worked, st.sampled_from(list(seeds)), st.lists(st.tuples(*_PLACE, st.sampled_from(MORSELS)), min_size=1, max_size=4))


_PLACE = (st.floats(0, 1), st.floats(0, 1), st.sampled_from(["insert", "replace", "cut", "double"]))


def _worked(seed: bytes, works: list[tuple[float, float, str, bytes]]) -> bytes:
    for start, size, what, morsel in works:
        at = int(start * len(seed))
        end = min(len(seed), at + int(size * size * 60))
        middle = {"insert": morsel + seed[at:end], "replace": morsel, "cut": b"", "double": seed[at:end] * 2}[what]
        seed = seed[:at] + middle + seed[end:]
    return seed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(["", "\0", "\u202e", "x" * 3000]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=12,
)


def says_why(refusal: Exception) -> None:
    """A refusal without a word would help nobody."""
    assert str(refusal)


def hunt(strategy: st.SearchStrategy[Made], examine: Callable[[Made], None], tries: int) -> None:
    """Give `examine` so many made inputs; it asserts what must hold. Deterministic."""
    quiet = settings(max_examples=tries, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    quiet(given(strategy)(examine))()
