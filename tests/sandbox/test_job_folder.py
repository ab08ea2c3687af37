from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.job_folder import job_folder, write_tree
from checks.core.place import RepoPath

if TYPE_CHECKING:
    from pathlib import Path


def test_writes_plain_read_only_files_whatever_their_names(tmp_path: Path) -> None:
    names = [
        "a.py",
        "--config=evil.py",
        "-e.py",
        "@ev il](x).py",
        "deep/er/é.py",
        "HEAD",
        "config",
        "objects/x",
        "refs/x",
        ".semgrepignore",
    ]
    files = {RepoPath(name): name.encode() for name in names}

    refused = write_tree(tmp_path / "src", files)

    written = {path.relative_to(tmp_path / "src").as_posix(): path for path in (tmp_path / "src").rglob("*") if path.is_file()}
    assert not refused
    assert {name: path.read_bytes() for name, path in written.items()} == {name: name.encode() for name in names}
    assert {stat.S_IMODE(path.stat().st_mode) for path in written.values()} == {0o444}


def test_names_the_files_that_cannot_stand_beside_each_other(tmp_path: Path) -> None:
    files = {RepoPath("a"): b"", RepoPath("a/b"): b"", RepoPath("c/d"): b"", RepoPath("c"): b"", RepoPath("x/" * 101 + "y"): b""}

    refused = write_tree(tmp_path / "src", files)

    assert {path.text[:3] for path in refused} == {"a/b", "c", "x/x"}


def test_the_folder_is_for_its_reader_alone_and_gone_afterwards() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can hand a folder to another user")

    with job_folder(61000) as folder:
        mode, group = stat.S_IMODE(folder.stat().st_mode), folder.stat().st_gid

    assert (mode, group) == (0o710, 61000)
    assert not folder.exists()


def test_the_folder_is_gone_after_a_failure_too() -> None:
    folders = []

    def fail() -> None:
        with job_folder(None) as folder:
            folders.append(folder)
            write_tree(folder / "src", {RepoPath("a/b"): b"x"})
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert not folders[0].exists()
