from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.git.command import GitFailed
from bot.git.limits import DEFAULT
from bot.git.local import LocalSource
from checks.core.change import FileKind, FileStatus
from checks.core.place import RepoPath
from checks.core.scene import Unreadable
from tests.git.made import PATH, Made

if TYPE_CHECKING:
    from pathlib import Path

    from checks.core.change import Change, ChangedFile


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made.at(tmp_path / "repo")


def local(made: Made, base: str | None = None, head: str | None = None) -> LocalSource:
    return LocalSource(made.folder, base, head, PATH)


def changed(made: Made, base: str, head: str) -> Change:
    with local(made, base, head).open() as sides:
        return sides.change


def only(change: Change) -> ChangedFile:
    (file,) = change.files
    return file


def rebuilt(old: bytes, new: bytes, file: ChangedFile) -> bytes:
    """Head, put together from the added lines of head and all other lines of base."""
    before, after, at = old.split(b"\n"), new.split(b"\n"), 0
    result: list[bytes] = []
    for hunk in file.hunks or ():
        start = hunk.old_start - 1 if hunk.old_count else hunk.old_start
        result += before[at:start]
        at = start
        kept = hunk.old_count - (hunk.old_count - (hunk.new_count - len(hunk.added)))
        context = [after[line - 1] for line in hunk.shown if line not in hunk.added]
        assert len(context) == kept
        assert all(line in before[at : at + hunk.old_count] for line in context)
        result += [after[line - 1] for line in hunk.shown]
        at += hunk.old_count
    return b"\n".join([*result, *before[at:]])


LINES = st.lists(
    st.sampled_from([b"a", b"b", b"", b"\r", b"@@ -1 +1 @@", b"diff --git a/x b/x", b"+x", b"-y", b"\\ No newline", b"\xff"]), max_size=30
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LINES, after=LINES)
def test_base_with_the_added_lines_is_head(made: Made, before: list[bytes], after: list[bytes]) -> None:
    old, new = (b"".join(line + b"\n" for line in lines) for lines in (before, after))
    base = made.commit_tree(made.tree(("100644", b"f", made.blob(old))))
    head = made.commit_tree(made.tree(("100644", b"f", made.blob(new))), base)
    if base == head or old == new:
        return

    file = only(changed(made, base, head))

    assert rebuilt(old, new, file) == new


def test_reads_lines_without_a_final_newline(made: Made) -> None:
    base = made.commit(f=b"a\nb")
    head = made.commit(f=b"a\nb\nc")

    assert only(changed(made, base, head)).added == frozenset({2, 3})


def test_reads_lines_that_end_in_carriage_return_and_newline(made: Made) -> None:
    base = made.commit(f=b"a\r\nb\r\n")
    head = made.commit(f=b"a\r\nB\r\n")

    assert only(changed(made, base, head)).added == frozenset({2})


def test_shows_three_lines_of_context(made: Made) -> None:
    base = made.commit(f=b"".join(b"%d\n" % n for n in range(1, 41)))
    head = made.commit(f=b"".join(b"x\n" if n == 20 else b"%d\n" % n for n in range(1, 41)))

    (hunk,) = only(changed(made, base, head)).hunks or ()

    assert (hunk.shown, hunk.added) == (range(17, 24), frozenset({20}))


def test_a_binary_file_has_no_line_diff(made: Made) -> None:
    base = made.commit(f=b"a\0b")
    head = made.commit(f=b"a\0c")

    assert only(changed(made, base, head)).hunks is None


NAMES = [
    "--config=evil.py",
    "-e.py",
    "a b",
    'quote".py',
    "back\\slash",
    "tab\there",
    "@everyone ](x) <b>.py",
    "ünï",
    "x" * 255,
    "a b/diff --git c",
    "CON",
]


def test_survives_any_file_name(made: Made) -> None:
    base = made.commit(kept=b"k\n")
    blob = made.blob(b"1\n2\n")
    names = sorted(name.encode() for name in NAMES if "/" not in name)
    odd = [("100644", name, blob) for name in [*names, b"bad\nname", b"bad\xff"]]
    head = made.commit_tree(made.tree(*sorted(odd, key=lambda entry: entry[1])), base)

    with local(made, base, head).open() as sides:
        added = {str(file.path): file.added for file in sides.change.files if file.status is not FileStatus.REMOVED}
        contents = {sides.head.read(path) for path in sides.head.paths()}

    expected = {name for name in NAMES if "/" not in name and "\t" not in name}
    assert added == dict.fromkeys(expected, frozenset({1, 2}))
    assert {item.path for item in sides.change.unreadable} == {"bad\\nname", "bad\\xff", "tab\\there"}
    assert contents == {b"1\n2\n"}


def test_a_file_that_becomes_a_link_is_a_link(made: Made) -> None:
    base = made.commit_tree(made.tree(("100644", b"a", made.blob(b"1\n")), ("120000", b"b", made.blob(b"x"))))
    head = made.commit_tree(made.tree(("120000", b"a", made.blob(b"x")), ("100644", b"b", made.blob(b"1\n2\n"))), base)

    first, second = changed(made, base, head).files

    assert (first.kind, first.status) == (FileKind.SYMLINK, FileStatus.MODIFIED)
    assert (second.kind, second.status, second.added) == (FileKind.FILE, FileStatus.MODIFIED, frozenset({1, 2}))


def test_reports_a_mode_change_without_lines(made: Made) -> None:
    base = made.commit(f=b"1\n")
    made.git("update-index", "--chmod=+x", "f")
    made.git("commit", "-q", "-m", "mode")

    assert only(changed(made, base, "HEAD")).hunks == ()


def test_reads_three_thousand_changed_files(made: Made) -> None:
    base = made.commit_tree(made.tree())
    blobs = [made.blob(b"%d\n" % n) for n in range(3)]
    head = made.commit_tree(made.tree(*(("100644", b"f%05d" % n, blobs[n % 3]) for n in range(3100))), base)

    change = changed(made, base, head)

    assert len(change.files) == 3100
    assert {file.added for file in change.files} == {frozenset({1})}


def test_a_diff_over_the_limit_touches_whole_files(made: Made) -> None:
    base = made.commit(kept=b"k\n")
    head = made.commit(a=b"1\n", b=b"1\n" * 5000, c=b"1\n")

    with replace(local(made, base, head), limits=replace(DEFAULT, patch=4000)).open() as sides:
        files = [file.hunks is None for file in sides.change.files]

    assert files == [False, True, True]


def test_a_file_with_too_long_a_diff_is_touched_as_a_whole(made: Made) -> None:
    base = made.commit(kept=b"k\n")
    head = made.commit(a=b"1\n" * 500, b=b"1\n")

    with replace(local(made, base, head), limits=replace(DEFAULT, patch_lines=100)).open() as sides:
        files = [file.hunks is None for file in sides.change.files]

    assert files == [True, False]


def test_a_missing_object_leaves_the_rest_readable(made: Made) -> None:
    base = made.commit(kept=b"k\n")
    head = made.commit(a=b"1\n", b=b"2\n")
    lost = made.git("rev-parse", "HEAD:a")
    (made.folder / ".git/objects" / lost[:2] / lost[2:]).unlink()

    with local(made, base, head).open() as sides:
        files = {str(file.path): file.hunks is None for file in sides.change.files}
        with pytest.raises(Unreadable, match="not among the objects"):
            sides.head.read(RepoPath("a"))
        rest = sides.head.read(RepoPath("b"))

    assert files == {"a": True, "b": False}
    assert rest == b"2\n"


def test_reports_malformed_entries_of_a_repository_nobody_checked(made: Made) -> None:
    base = made.commit(a=b"1\n")
    evil = made.blob(b"evil\n")
    head = made.commit_tree(made.tree(("100644", b"../x", evil), ("100644", b"same", evil), ("100644", b"same", evil)), base)

    change = changed(made, base, head)

    assert {item.path for item in change.unreadable} >= {"../x", "same"}
    assert all(item.expected for item in change.unreadable)
    assert [str(file.path) for file in change.files] == ["a"]


def test_compares_with_the_default_branch_and_counts_what_is_not_committed(made: Made) -> None:
    base = made.commit(a=b"1\n", b=b"1\n")
    made.git("checkout", "-q", "-b", "work")
    head = made.commit(c=b"1\n")
    made.write("a", b"2\n")
    made.write("new", b"x\n")
    made.write("staged", b"x\n")
    made.git("add", "staged")

    found = local(made).range()

    assert (found.base, found.head, found.merge_base) == (base, head, base)
    assert (found.base_name, found.head_name, found.uncommitted) == ("refs/heads/main", "HEAD", 3)


def test_works_from_a_folder_below_the_root_and_in_a_second_working_tree(made: Made, tmp_path: Path) -> None:
    base = made.commit(a=b"1\n")
    made.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "second"))
    second = Made(tmp_path / "second")
    head = second.commit(**{"sub/b": b"1\n"})

    found = LocalSource(tmp_path / "second" / "sub", None, None, PATH)
    with found.open() as sides:
        names = [str(file.path) for file in sides.change.files]

    assert (found.range().base, found.range().head, names) == (base, head, ["sub/b"])


def test_runs_nothing_that_the_repository_configures(made: Made, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    touch = f"touch {canary}; cat"
    base = made.commit(a=b"1\n", **{".gitattributes": b"* filter=evil diff=evil\n"})
    head = made.commit(a=b"2\n")
    settings_ = {
        "core.fsmonitor": f"touch {canary}",
        "filter.evil.clean": touch,
        "filter.evil.process": touch,
        "filter.evil.required": "true",
        "diff.evil.textconv": touch,
        "diff.evil.command": touch,
        "diff.external": touch,
        "core.sshCommand": touch,
        "core.pager": touch,
        "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::sh -c touch% {canary}",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "core.repositoryFormatVersion": "1",
        "include.path": str(tmp_path / "none"),
    }
    for key, value in settings_.items():
        made.git("config", key, value)
    canary.unlink(missing_ok=True)
    (made.folder / ".git/hooks/post-index-change").write_text(f"#!/bin/sh\ntouch {canary}\n")
    (made.folder / ".git/hooks/post-index-change").chmod(0o755)
    (made.folder / "a").write_bytes(b"3\n")

    with local(made, base, head).open() as sides:
        added = only(sides.change).added
        content = sides.head.read(RepoPath("a"))

    assert (added, content, canary.exists()) == (frozenset({1}), b"2\n", False)


@pytest.mark.parametrize(
    ("base", "head", "words"),
    [
        ("nowhere", "HEAD", "no commit named nowhere"),
        ("HEAD", "HEAD", "holds nothing"),
        ("--all", "HEAD", "cannot be the name"),
        (None, "HEAD", "--base"),
    ],
)
def test_says_what_to_do_about_a_wrong_name(made: Made, base: str | None, head: str, words: str) -> None:
    made.git("checkout", "-q", "-b", "other")
    made.commit(a=b"1\n")

    with pytest.raises(GitFailed, match=words):
        local(made, base, head).range()


def test_says_that_a_folder_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not in a git repository"):
        LocalSource(tmp_path, None, None, PATH).range()


def test_reads_a_repository_of_sha256(tmp_path: Path) -> None:
    folder = tmp_path / "sha256"
    folder.mkdir()
    made = Made(folder)
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    base = made.commit(a=b"1\n")
    head = made.commit(a=b"2\n")

    assert only(changed(made, base, head)).added == frozenset({1})
