"""What git says of trees and changes: read exactly, against git's own count, or git's failure."""

from __future__ import annotations

import io
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import strategies as st

from bot.git.command import GitFailed
from bot.git.diff import _entry
from bot.git.hunks import PatchReader
from bot.git.limits import DEFAULT, Limits
from bot.git.objects import is_lfs_pointer
from bot.git.refusal import meaning
from bot.git.trees import list_tree, shown
from bot.review.ports import FetchRefused, ForgeFailed, PullGone
from checks.core.errors import BadPath
from checks.core.place import RepoPath
from tests.fuzz.hunting import MORSELS, hunt, mutated, says_why, tries
from tests.git.made import PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from bot.git.command import Git

ID = b"6dcb09b5b57875f334f61aebed695e2e4193db5e"
LINES = st.lists(st.sampled_from([b"a", b"b", b"c", b"", b"\r", b"+", b"-", b"@@ -1 +1 @@", b"diff --git a/x b/x", b"\\ x"]), max_size=40)


class Told:
    """A git that says what it is given."""

    limits: Limits = DEFAULT

    def __init__(self, output: bytes) -> None:
        self._output = output

    @contextmanager
    def reading(self, *_: str) -> Iterator[IO[bytes]]:
        yield io.BytesIO(self._output)


@tries
def test_a_damaged_list_of_a_tree_is_read_or_gits_failure(tries: int) -> None:
    heads = {b"a.py": b"100644 blob", b"d/b": b"100755 blob", b"l": b"120000 blob", b"s": b"160000 commit"}
    good = b"".join(b"%s %s\t%s\0" % (head, ID, name) for name, head in heads.items())

    def examine(raw: bytes) -> None:
        try:
            listing = list_tree(cast("Git", Told(raw)), "head")
        except GitFailed as refusal:
            says_why(refusal)
            return
        assert listing.files.keys().isdisjoint(listing.others)
        assert all(id_.isalnum() and id_.isascii() for id_ in listing.files.values())
        assert all(item.path.isprintable() and item.why for item in listing.unreadable)

    hunt(mutated([good]) | st.lists(st.sampled_from(MORSELS), max_size=6).map(b"\0".join), examine, tries)


@tries
def test_a_damaged_raw_diff_is_read_or_gits_failure(tries: int) -> None:
    good = b":100644 100755 %s %s M\0a.py\0:100644 100644 %s %s R086\0old\0new\0:000000 160000 %s %s A\0s\0" % ((ID,) * 6)

    def examine(raw: bytes) -> None:
        words = iter(raw.split(b"\0"))
        try:
            entries = [_entry(word, words) for word in words if word]
        except GitFailed as refusal:
            says_why(refusal)
            return
        for entry in entries:
            assert entry.name
            assert all(id_.isascii() and id_.isalnum() for id_ in entry.blobs)
            assert entry.kind is None or entry.kind.value

    hunt(mutated([good]), examine, tries)


@tries
def test_the_lines_that_hunks_call_added_are_as_many_as_git_counts_and_the_rest_is_the_bases(tries: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        environment = {"PATH": PATH, "HOME": name, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}

        def git(*options: str) -> bytes:
            command = ["git", "diff", "--no-index", "--no-color", "--text", *options, "old", "new"]
            return subprocess.run(command, cwd=home, env=environment, capture_output=True, check=False).stdout

        def examine(sides: tuple[list[bytes], list[bytes]]) -> None:
            old, new = sides
            (home / "old").write_bytes(b"".join(line + b"\n" for line in old))
            (home / "new").write_bytes(b"".join(line + b"\n" for line in new))

            patches = list(PatchReader(io.BytesIO(git("-U3")), 1 << 20, 1 << 20).patches())

            counted = git("--numstat").split()
            hunks = patches[0].hunks or () if patches else ()
            added = {line for hunk in hunks for line in hunk.added}
            assert len(added) == (int(counted[0]) if counted else 0)
            kept = [line for number, line in enumerate(new, start=1) if number not in added]
            rest = iter(old)
            assert all(line in rest for line in kept)
            assert len(kept) == len(old) - (int(counted[1]) if counted else 0)

        hunt(st.tuples(LINES, LINES), examine, max(30, tries // 16))


@tries
def test_a_name_is_a_path_below_the_root_or_refused_and_can_be_shown(tries: int) -> None:
    odd = [b"\xff", b"\0", b"\n", b"x" * 300, "\u202e".encode(), b"\xed\xa0\x80", b" "]
    parts = st.sampled_from([b"a", b"..", b".", b"", b"/", b".git", b".GIT", *odd])

    def examine(name: bytes) -> None:
        assert shown(name).isprintable()
        try:
            path = RepoPath.from_bytes(name)
        except BadPath as refusal:
            says_why(refusal)
            return
        assert path.text.encode() == name
        assert not {"", ".", ".."} & set(path.text.split("/"))
        assert path.text.isprintable() or " " in path.text or not path.text.isascii()
        assert (Path("/root/below") / path.text).resolve().is_relative_to("/root/below")

    hunt(st.binary(max_size=60) | st.lists(parts, max_size=6).map(b"/".join), examine, tries)


@tries
def test_what_a_failed_fetch_says_means_one_of_three_things(tries: int) -> None:
    words = ["fsck error in tree", "error in blob", "error: object ", "not our ref", "File too large", "not found", "repository"]
    codes = ["returned error: 404", "returned error: 4"]
    pieces = st.sampled_from([*words, *codes, ": badName: ", "\n", " ", "Authentication failed"]) | st.text(max_size=20)

    def examine(said: list[str]) -> None:
        meant = meaning(GitFailed("git fetch failed", "".join(said)), DEFAULT)
        assert isinstance(meant, FetchRefused | ForgeFailed | PullGone)
        says_why(meant)

    hunt(st.lists(pieces, max_size=12), examine, tries)


LFS = b"version https://git-lfs.github.com/spec/"


@pytest.mark.parametrize("raw", [b"", LFS, LFS + b"v1\noid sha256:" + b"0" * 9999])
def test_what_only_begins_like_a_pointer_is_a_file(raw: bytes) -> None:
    assert not is_lfs_pointer(raw)
