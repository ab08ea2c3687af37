"""Which of several equal things is which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.review.pairing import paired

LINES = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 40)), max_size=8)


def test_the_nearest_belong_together() -> None:
    comments = [("x", 10, "first"), ("x", 50, "second"), ("y", 11, "other")]
    findings = [("x", 47, "here"), ("y", 90, "there")]

    pairs, alone, new = paired(comments, findings)

    assert sorted(pairs) == [("other", "there"), ("second", "here")]
    assert (alone, new) == (["first"], [])


@given(LINES, LINES)
def test_everything_is_paired_once_or_left_over(left: list[tuple[str, int]], right: list[tuple[str, int]]) -> None:
    pairs, alone, over = paired(
        ((key, line, number) for number, (key, line) in enumerate(left)), ((key, line, number) for number, (key, line) in enumerate(right))
    )

    assert sorted([a for a, _ in pairs] + alone) == list(range(len(left)))
    assert sorted([b for _, b in pairs] + over) == list(range(len(right)))
    assert all(left[a][0] == right[b][0] for a, b in pairs)
    assert not {left[a][0] for a in alone} & {right[b][0] for b in over}


def test_a_great_many_are_paired_in_their_order() -> None:
    pairs, alone, over = paired(((0, line, line) for line in range(5000)), ((0, line, line) for line in range(4000)))

    assert pairs[:2] == [(0, 0), (1, 1)]
    assert (len(pairs), len(alone), len(over)) == (4000, 1000, 0)
