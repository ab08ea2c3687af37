"""A bare repository of our own: nothing in it was written by anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SHA256_DIGITS = 64


def create_bare(folder: Path, commit: str, borrow: Path | None = None) -> Path:
    """Make an empty repository for the hash that `commit` is written in; `borrow` is an object folder to read from as well.

    Written by hand instead of by `git init`, so that no template takes part. HEAD names no branch: git 2.43 and later read
    attributes of a bare repository from HEAD's tree.
    """
    for name in ("objects/info", "objects/pack", "refs/heads"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/none\n")
    if len(commit) == _SHA256_DIGITS:
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n")
    else:
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
    if borrow is not None:
        (folder / "objects/info/alternates").write_text(f"{borrow}\n")
    return folder
