"""What git writes is read in its own form only; anything else is a failure of git, not ours."""

from __future__ import annotations

import io

import pytest

from bot.git.command import GitFailed
from bot.git.diff import _entry
from bot.git.hunks import PatchReader
from bot.git.limits import DEFAULT
from bot.git.refusal import meaning
from bot.review.ports import FetchRefused, ForgeFailed

ID = b"0" * 40


@pytest.mark.parametrize("digits", [b"9" * 19, b"9" * 5000])
def test_a_hunk_of_more_lines_than_there_are_is_no_diff(digits: bytes) -> None:
    raw = b"diff --git a/x b/x\n@@ -%s +1 @@\n+x\n" % digits

    with pytest.raises(GitFailed):
        list(PatchReader(io.BytesIO(raw), 1 << 20, 1 << 20).patches())


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (b":100644 100644 %s %s M" % (ID, ID), []),
        (b":100644 100644 %s %s R100" % (ID, ID), [b"old"]),
        (b":100644 100644 %s \xff M" % ID, [b"a"]),
        (b":1006x4 100644 %s %s M" % (ID, ID), [b"a"]),
        (b":100644 100644 %s %s" % (ID, ID), [b"a"]),
        (b":100644 100644 %s %s X" % (ID, ID), [b"a"]),
    ],
)
def test_a_raw_diff_that_is_none_is_gits_failure(head: bytes, names: list[bytes]) -> None:
    with pytest.raises(GitFailed):
        _entry(head, iter(names))


@pytest.mark.timeout(30)
def test_what_a_server_says_is_searched_in_one_pass() -> None:
    said = GitFailed("git fetch failed", "remote: " * 2000 + "\nwarning: nothing\nremote: x: badTimezone: in a commit")

    for _ in range(100):
        assert str(meaning(said, DEFAULT)) == "malformed objects: remote: x: badTimezone: in a commit"
    assert isinstance(meaning(said, DEFAULT), FetchRefused)
    assert isinstance(meaning(GitFailed("git fetch failed", "a: bad " * 2000), DEFAULT), ForgeFailed)
