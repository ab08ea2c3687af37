from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.git.folder_tree import NotAFolder, folder_tree, whole
from bot.git.limits import DEFAULT
from checks.core.change import FileStatus
from checks.core.place import RepoPath
from checks.core.scene import Tree, Unreadable

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, *names: str, content: bytes = b"x\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def test_every_file_is_new(tmp_path: Path) -> None:
    write(tmp_path, "b.py", "a/c.py", ".github/w.yml")

    change, tree = whole(tmp_path)
    held: Tree = tree

    assert [str(path) for path in held.paths()] == [".github/w.yml", "a/c.py", "b.py"]
    assert {(file.status, file.hunks) for file in change.files} == {(FileStatus.ADDED, None)}
    assert held.read(RepoPath("a/c.py")) == b"x\n"
    assert held.read(RepoPath("a/none.py")) is None


def test_takes_a_single_file(tmp_path: Path) -> None:
    write(tmp_path, "b.py", "other.py")

    change, tree = whole(tmp_path / "b.py")

    assert [str(file.path) for file in change.files] == ["b.py"]
    assert tree.read(RepoPath("other.py")) is None


def test_counts_installed_dependencies_and_leaves_git_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.py", ".git/config", "node_modules/x/i.js", "env/pyvenv.cfg", "env/lib/p.py", ".tox/t.py", "p/__pycache__/c.pyc")

    change, _ = whole(tmp_path)

    assert [str(file.path) for file in change.files] == ["a.py"]
    assert {item.path: item.expected for item in change.unreadable} == dict.fromkeys(
        ["node_modules", "env", ".tox", "p/__pycache__"], False
    )


def test_follows_no_link_and_opens_no_pipe(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "secret.txt")
    root = tmp_path / "root"
    write(root, "a.py")
    (root / "file").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    os.mkfifo(root / "pipe")

    change, tree = whole(root)

    assert [str(path) for path in tree.paths()] == ["a.py"]
    assert {item.path: item.expected for item in change.unreadable} == {"file": False, "folder": False, "pipe": False}


def test_refuses_a_file_that_became_a_link(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "d/a.py")
    tree = folder_tree(root)
    write(tmp_path, "outside/a.py", content=b"secret\n")
    (root / "d/a.py").unlink()
    (root / "d").rmdir()
    (root / "d").symlink_to(tmp_path / "outside")

    with pytest.raises(Unreadable, match="cannot be opened"):
        tree.read(RepoPath("d/a.py"))


def test_reports_names_that_cannot_be_shown(tmp_path: Path) -> None:
    for name in (b"bad\xff.py", b"esc\x1b.py"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")

    change, _ = whole(tmp_path)

    assert {item.path: item.expected for item in change.unreadable} == {"bad\\xff.py": True, "esc\\x1b.py": True}


def test_reports_what_is_over_the_limits(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py", "c.py")

    change, _ = whole(tmp_path, replace(DEFAULT, entries=2))

    assert len(change.files) == 2
    assert [(item.path, item.expected) for item in change.unreadable] == [("c.py", True)]


def test_a_large_file_and_a_pointer_are_unreadable(tmp_path: Path) -> None:
    write(tmp_path, "large", content=b"x" * 300)
    write(tmp_path, "model", content=b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
    tree = folder_tree(tmp_path, replace(DEFAULT, blob=200))

    with pytest.raises(Unreadable, match="300 bytes"):
        tree.read(RepoPath("large"))
    with pytest.raises(Unreadable, match="LFS pointer"):
        tree.read(RepoPath("model"))


def test_says_that_there_is_nothing_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(NotAFolder, match="neither"):
        folder_tree(tmp_path / "none")
