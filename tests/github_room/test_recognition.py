"""We know our own words again, although GitHub changes the space in them."""

from __future__ import annotations

from bot.github.recognition import key, missing, stands
from bot.review.publication import InlineComment, PostedComment, PostedReview
from checks.core.place import RepoPath, Span

MARKER = "<!-- bartizan v1 kind=finding fp=v1:1 state=open scan=aaaaaaaaaaaa sig=00 -->"


def wanted(path: str, body: str) -> InlineComment:
    return InlineComment(RepoPath(path), body, Span(1, 1))


def test_the_marked_line_is_enough() -> None:
    assert key(f"{MARKER}\nold words") == key(f"{MARKER}\r\nnew words") == MARKER


def test_without_a_marker_the_words_count_and_the_space_does_not() -> None:
    assert key("a  b\r\nc\n") == key("a b\nc")
    assert key("a b") != key("a c")


def test_a_comment_is_missing_unless_it_stands_in_the_same_file() -> None:
    batch = (wanted("a.py", f"{MARKER}\nx"), wanted("b.py", f"{MARKER}\nx"), wanted("c.py", "other"))
    standing = [PostedComment(1, "n", "a.py", f"{MARKER}\ny")]

    assert missing(batch, standing) == batch[1:]


def test_a_review_stands_for_its_commit_only() -> None:
    reviews = [PostedReview(1, "n", f"{MARKER}\nx", "a" * 40)]

    assert stands(f"{MARKER}\nx", "a" * 40, reviews)
    assert not stands(f"{MARKER}\nx", "b" * 40, reviews)
