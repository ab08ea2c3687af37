"""Slices are rewritten in place: same length, same lines, still Python, and the engine follows data through them."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.slices import MAX_SOURCE, without_slices


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a = t[1:2]", "a = t[1,2]"),
        ("a = t[:2]", "a = t[+2]"),
        ("a = t[1:]", "a = t[1 ]"),
        ("a = t[:]", "a = t[0]"),
        ("a = t[::]", "a = t[0 ]"),
        ("a = t[::2]", "a = t[0,2]"),
        ("a = t[1::2]", "a = t[1 ,2]"),
        ("a = t[1:2:3]", "a = t[1,2,3]"),
        ("a = t[1:n[2:3]]", "a = t[1,n[2,3]]"),
        ("a = t[f(x=lambda: 1):]", "a = t[f(x=lambda: 1) ]"),
        ("a = t[{1: 2}[1]:9]", "a = t[{1: 2}[1],9]"),
        ("a = t['ä':'ö']", "a = t['ä','ö']"),
        ("a = t[1\n:\n2]", "a = t[1\n,\n2]"),
        ("t[1:2], u[:] = x", "t[1,2], u[0] = x"),
        ('a = f"{t[1:2]:>10}"', 'a = f"{t[1,2]:>10}"'),
        ('a = f"{t.u[:2]!r} {t[-1:]} {t[:].x}"', 'a = f"{t.u[+2]!r} {t[-1 ]} {t[0].x}"'),
        ('a = rf"{{}}{t[n][1:m]}"', 'a = rf"{{}}{t[n][1,m]}"'),
    ],
)
def test_a_slice_becomes_an_index_of_the_same_length(written: str, read: str) -> None:
    content = without_slices(written.encode())

    assert content.decode() == read
    ast.parse(content)


@pytest.mark.parametrize(
    "source",
    [
        "a = t[0]",
        "a = {1: 2}[1]",
        "def f(x: int) -> list[int]: ...",
        'a = f"{{t[1:2]}}"',
        'a = f"{t:>10} {{t[1:2]}}"',
        "a = t[1 # :\n : 2]",
        "a = '[1:2]'  # t[1:2]",
        "this is [1:2] no Python",
        "a = t[1:2]\x00",
        "a = (" * 3000 + "t[1:2]" + ")" * 3000,
    ],
)
def test_what_is_no_slice_or_not_understood_is_left_as_it_is(source: str) -> None:
    assert without_slices(source.encode()) == source.encode()


def test_a_file_that_no_person_wrote_is_left_as_it_is() -> None:
    source = b"a = t[1:2]\n" * (MAX_SOURCE // 11 + 1)

    assert without_slices(source) == source


_PARTS = st.sampled_from(["", "1", "-1", "n", "f(1)", "t[2:3]", "{1: 2}[1]", "'a:b'", "(\n3)", "x if y else z"])
_SPACES = st.sampled_from(["", " ", "\n", "  "])


@given(st.lists(st.tuples(_SPACES, _PARTS, _SPACES), min_size=1, max_size=3))
def test_every_place_stays_where_it_was(parts: list[tuple[str, str, str]]) -> None:
    source = ("a = t[" + ":".join("".join(part) for part in parts) + "]\nb = 1\n").encode()
    try:
        ast.parse(source)
    except SyntaxError:
        return

    content = without_slices(source)

    assert [len(line) for line in content.split(b"\n")] == [len(line) for line in source.split(b"\n")]
    assert [node.end_col_offset for node in ast.walk(ast.parse(content)) if isinstance(node, ast.Name) and node.id in "atb"] == [
        node.end_col_offset for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and node.id in "atb"
    ]
