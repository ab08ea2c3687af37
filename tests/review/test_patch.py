"""Fixes on a file's bytes: only the lines named change, and the file keeps its line ends."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.review.patch import BadFix, apply, compare, difference
from checks.core import LineEdit, RepoPath, Span

LINE = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=12)
ENDED = st.tuples(LINE, st.sampled_from(["\n", "\r\n"])).map("".join)


@st.composite
def files(draw: st.DrawFn) -> list[bytes]:
    """Lines with their ends; the last may have none."""
    lines = [line.encode() for line in draw(st.lists(ENDED, min_size=1, max_size=12))]
    bare = lines[-1].rstrip(b"\r\n")
    return [*lines[:-1], bare] if bare and draw(st.booleans()) else lines


@st.composite
def cuts(draw: st.DrawFn) -> tuple[list[bytes], LineEdit]:
    lines = draw(files())
    first = draw(st.integers(1, len(lines)))
    last = draw(st.integers(first, len(lines)))
    return lines, LineEdit(Span(first, last), "\n".join(draw(st.lists(LINE, max_size=4))))


def applied(content: bytes, *edits: LineEdit) -> bytes | None:
    try:
        return apply(content, edits)
    except BadFix:
        return None


@given(cuts())
def test_lines_outside_of_the_edit_keep_every_byte(case: tuple[list[bytes], LineEdit]) -> None:
    lines, edit = case
    above, below = b"".join(lines[: edit.span.first - 1]), b"".join(lines[edit.span.last :])

    after = applied(b"".join(lines), edit)

    assume(after is not None)
    assert after is not None
    assert after.startswith(above)
    assert after[len(above) :].endswith(below)


@given(cuts())
def test_what_compare_says_turns_the_old_file_into_the_new(case: tuple[list[bytes], LineEdit]) -> None:
    before = b"".join(case[0]).replace(b"\r\n", b"\n")
    after = applied(before, case[1])
    assume(after is not None)
    assert after is not None

    rewrite = compare(before, after)

    assume(before.endswith(b"\n") or not after.endswith(b"\n"))  # a final line end is added or not, whatever the lines are
    assume(rewrite.lines != ("",))  # one empty line cannot be said as a replacement: an empty one means that the lines go
    assert apply(before, [LineEdit(rewrite.old, "\n".join(rewrite.lines))]) == after
    assert rewrite.new is None or rewrite.new.last - rewrite.new.first + 1 == len(rewrite.lines)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        pytest.param(b"a\nb\nc\n", LineEdit(Span(2, 2), "B"), b"a\nB\nc\n", id="one line"),
        pytest.param(b"a\r\nb\r\nc\r\n", LineEdit(Span(2, 2), "B\nBB"), b"a\r\nB\r\nBB\r\nc\r\n", id="CRLF is kept"),
        pytest.param(b"a\nb\r\nc\n", LineEdit(Span(2, 3), "B\nC"), b"a\nB\r\nC\r\n", id="mixed ends follow the first line replaced"),
        pytest.param(b"a\nb\nc\n", LineEdit(Span(2, 2), ""), b"a\nc\n", id="deletion"),
        pytest.param(b"a\nb", LineEdit(Span(2, 2), "B\nC"), b"a\nB\nC", id="no final line end stays so"),
        pytest.param(b"a\r\nb", LineEdit(Span(2, 2), "B\nC"), b"a\r\nB\r\nC", id="the last line borrows the end above it"),
        pytest.param(b"a\nb", LineEdit(Span(2, 2), ""), b"a\n", id="the last line goes"),
        pytest.param(b"a", LineEdit(Span(1, 1), ""), b"", id="the only line goes"),
        pytest.param(b"\tif x:\n\t\ty()\n", LineEdit(Span(2, 2), "\t\tz()"), b"\tif x:\n\t\tz()\n", id="tabs"),
        pytest.param("é = 1\nß\n".encode(), LineEdit(Span(2, 2), "ẞ"), "é = 1\nẞ\n".encode(), id="other alphabets"),
        pytest.param(b"a\x0cb\nc\n", LineEdit(Span(2, 2), "C"), b"a\x0cb\nC\n", id="a form feed ends no line"),
    ],
)
def test_an_edit_is_exact(before: bytes, edit: LineEdit, after: bytes) -> None:
    assert apply(before, [edit]) == after


def test_several_edits_are_made_in_one_go() -> None:
    edits = [LineEdit(Span(4, 4), "D\nDD"), LineEdit(Span(1, 1), "import x\na")]

    assert apply(b"a\nb\nc\nd\n", edits) == b"import x\na\nb\nc\nD\nDD\n"


@pytest.mark.parametrize(
    ("content", "edits", "why"),
    [
        pytest.param(b"a\n", [LineEdit(Span(1, 1), "a")], "changes nothing", id="no-op"),
        pytest.param(b"a\nb\nc\n", [LineEdit(Span(1, 2), "x"), LineEdit(Span(2, 3), "y")], "overlap", id="overlap"),
        pytest.param(b"a\n", [LineEdit(Span(2, 2), "b")], "does not have", id="beyond the end"),
        pytest.param(b"\xff\n", [LineEdit(Span(1, 1), "b")], "not UTF-8", id="another encoding"),
        pytest.param(b"a\n", [LineEdit(Span(1, 1), "b\rc")], "control characters", id="a bare carriage return"),
        pytest.param(b"a\n", [], "names no lines", id="nothing"),
    ],
)
def test_refuses_what_cannot_be_right(content: bytes, edits: list[LineEdit], why: str) -> None:
    with pytest.raises(BadFix, match=why):
        apply(content, edits)


def test_a_rewrite_is_shrunk_to_what_differs() -> None:
    rewrite = compare(b"a\nb\nc\nd\n", b"a\nB\nC\nd\n")

    assert (rewrite.old, rewrite.lines, rewrite.new, rewrite.returns) == (Span(2, 3), ("B", "C"), Span(2, 3), False)


def test_an_insertion_takes_a_line_along() -> None:
    rewrite = compare(b"a\nb\n", b"a\nnew\nb\n")

    assert (rewrite.old, rewrite.lines) == (Span(2, 2), ("new", "b"))


def test_an_insertion_at_the_end_takes_the_last_line_along() -> None:
    rewrite = compare(b"a\nb\n", b"a\nb\nnew\n")

    assert (rewrite.old, rewrite.lines) == (Span(2, 2), ("b", "new"))


def test_a_diff_counts_lines_as_the_file_does() -> None:
    before = b"".join(b"line %d\n" % number for number in range(1, 41))

    told = difference(RepoPath("a.py"), before, before.replace(b"line 30\n", b"other\n"))

    assert told.split("\n")[:3] == ["--- a/a.py", "+++ b/a.py", "@@ -27,7 +27,7 @@"]
    assert "-line 30\n+other" in told
