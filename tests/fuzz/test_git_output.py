"""git's own words about hostile trees: read exactly, or refused."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.git.command import GitFailed
from bot.git.hunks import PatchReader, PatchTooLong
from tests.fuzz.hunting import hunt, mutated, says_why, tries
from tests.git.made import PATH

if TYPE_CHECKING:
    from checks.core.change import Hunk

LOOKALIKES = (b"@@ -1 +1 @@", b"+x", b"-y", b"diff --git a/x b/x", b"\\ No newline at end of file")
LINES = st.lists(st.sampled_from([b"a", b"b", b"", b"\r", b"\xff\xfe", b"\x0c", *LOOKALIKES]), max_size=12)
SIDES = st.tuples(LINES, LINES, st.booleans(), st.booleans())


def _diff(folder: Path, old: bytes, new: bytes) -> bytes:
    (folder / "old").write_bytes(old)
    (folder / "new").write_bytes(new)
    command = ["git", "diff", "--no-index", "--no-color", "--full-index", "-U3", "--text", "--diff-algorithm=myers", "old", "new"]
    environment = {"PATH": PATH, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).stdout


def _applied(hunks: tuple[Hunk, ...], old: list[bytes], new: list[bytes]) -> list[bytes]:
    """Head, made of base's lines and of those that the hunks call added."""
    made: list[bytes] = []
    at = 0
    for hunk in hunks:
        start = hunk.old_start - 1 if hunk.old_count else hunk.old_start
        made += old[at:start]
        made += [new[line - 1] for line in hunk.shown]
        assert all(line in hunk.shown for line in hunk.added)
        at = start + hunk.old_count
    return made + old[at:]


@tries
def test_base_with_the_added_lines_is_head_whatever_the_lines_hold(tries: int) -> None:
    with tempfile.TemporaryDirectory() as name:

        def compare(sides: tuple[list[bytes], list[bytes], bool, bool]) -> None:
            old, new = _joined(sides[0], ends=sides[2]), _joined(sides[1], ends=sides[3])
            patches = list(PatchReader(io.BytesIO(_diff(Path(name), old, new)), 1 << 20, 1 << 20).patches())
            if old == new:
                assert patches == []
                return
            (patch,) = patches
            before, after = (_lines(text) for text in (old, new))
            assert patch.hunks is not None
            assert [line.rstrip(b"\n") for line in _applied(patch.hunks, before, after)] == [line.rstrip(b"\n") for line in after]
            added = {line for hunk in patch.hunks for line in hunk.added}
            assert len(after) - len(added) <= len(before)

        hunt(SIDES, compare, max(40, tries // 8))


def _joined(lines: list[bytes], *, ends: bool) -> bytes:
    return b"\n".join(lines) + (b"\n" if lines and ends else b"")


def _lines(text: bytes) -> list[bytes]:
    return [line + b"\n" for line in text.removesuffix(b"\n").split(b"\n")] if text else []


@tries
def test_a_damaged_diff_is_read_or_refused(tries: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        good = [_diff(Path(name), b"a\nb\nc\n" * 5, b"a\nx\nc\n" * 5 + b"end"), _diff(Path(name), b"", b"new\n")]

    def read(raw: bytes) -> None:
        try:
            patches = list(PatchReader(io.BytesIO(raw), 1 << 20, 1 << 20).patches())
        except PatchTooLong:
            return
        except GitFailed as refusal:
            says_why(refusal)
            return
        for patch in patches:
            for hunk in patch.hunks or ():
                assert all(line in hunk.shown for line in hunk.added)

    hunt(mutated(good) | st.binary(max_size=200), read, tries)
