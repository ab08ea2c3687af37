"""Real git objects in bare repositories: made, read and named, without a working tree."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SETTINGS = {
    "uploadpack.allowFilter": "true",
    "uploadpack.allowAnySHA1InWant": "true",
    "gc.auto": "0",
    "core.logAllRefUpdates": "false",
}


class GitFailed(Exception):
    """git said no; the message is what it wrote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a tree that is not a plain file: `mode` as git writes it (100755, 120000, 160000), `content` bytes or a commit id."""

    mode: str
    content: bytes | str


Content = bytes | str | Entry | None


def environment(**extra: str) -> dict[str, str]:
    """What git is given: nothing of the user's configuration."""
    fixed = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
        "HOME": os.devnull,
    }
    return {"PATH": os.environ.get("PATH", os.defpath)} | fixed | extra


def git(git_dir: Path, *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> bytes:
    """What git writes. Raises `GitFailed`."""
    done = subprocess.run(
        ["git", f"--git-dir={git_dir}", *arguments],
        input=stdin or b"",
        capture_output=True,
        check=False,
        env=env or environment(),
    )
    if done.returncode != 0:
        raise GitFailed(f"git {' '.join(arguments[:3])}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def line(git_dir: Path, *arguments: str, stdin: bytes | None = None) -> str:
    """A one-line answer."""
    return git(git_dir, *arguments, stdin=stdin).decode().strip()


def create(git_dir: Path, default_branch: str) -> None:
    """A new bare repository that may be fetched from as GitHub's may."""
    git_dir.mkdir(parents=True)
    git(git_dir, "init", "--quiet", "--bare", f"--initial-branch={default_branch}", str(git_dir))
    allow_fetching(git_dir)


def copy(source: str, git_dir: Path) -> None:
    """A bare copy of another repository (a git directory or a working tree)."""
    git_dir.mkdir(parents=True)
    git(git_dir, "clone", "--quiet", "--bare", "--no-hardlinks", source, str(git_dir))
    allow_fetching(git_dir)


def allow_fetching(git_dir: Path) -> None:
    """Partial clones, arbitrary ids, `refs/pull`."""
    text = "".join(f"[{key.split('.')[0]}]\n\t{key.split('.')[1]} = {value}\n" for key, value in _SETTINGS.items())
    with (git_dir / "config").open("a") as config:
        config.write(text)


def resolve(git_dir: Path, name: str) -> str | None:
    """The commit that a branch, tag or id means."""
    for candidate in (f"refs/heads/{name}", f"refs/tags/{name}", name):
        try:
            return line(git_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{candidate}^{{commit}}")
        except GitFailed:
            continue
    return None


def merge_base(git_dir: Path, base: str, head: str) -> str | None:
    """The best common ancestor, None for unrelated histories."""
    try:
        return line(git_dir, "merge-base", base, head)
    except GitFailed:
        return None


def set_ref(git_dir: Path, ref: str, commit: str) -> None:
    """Point a full ref name at a commit."""
    git(git_dir, "update-ref", ref, commit)


def drop_ref(git_dir: Path, ref: str) -> None:
    """Remove a ref."""
    git(git_dir, "update-ref", "-d", ref)


def fetch(git_dir: Path, source: Path, commit: str, ref: str) -> None:
    """Bring a commit of another repository under `ref`."""
    git(git_dir, "fetch", "--quiet", "--no-tags", str(source), f"+{commit}:{ref}")


def commit_files(
    git_dir: Path,
    branch: str,
    files: Mapping[str, Content],
    *,
    parent: str | None,
    author: str,
    message: str,
    when: int,
) -> str:
    """A commit on `branch` that sets `files` (None removes one) on top of `parent`. Returns its id."""
    who = f"{author} <{author}@users.noreply.example> {when} +0000"
    parts = [b"commit refs/heads/%s\n" % branch.encode(), f"author {who}\ncommitter {who}\n".encode(), _data(message.encode())]
    if parent is not None:
        parts.append(f"from {parent}\n".encode())
    parts += [_change(path, content) for path, content in files.items()]
    if parent is None and resolve(git_dir, branch) is not None:
        drop_ref(git_dir, f"refs/heads/{branch}")
    git(git_dir, "fast-import", "--quiet", "--force", stdin=b"".join(parts) + b"\ndone\n")
    return line(git_dir, "rev-parse", f"refs/heads/{branch}")


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _change(path: str, content: Content) -> bytes:
    name = _quoted(path)
    match content:
        case None:
            return b"D %s\n" % name
        case Entry(mode="160000", content=str(commit)):
            return b"M 160000 %s %s\n" % (commit.encode(), name)
        case Entry(mode=mode, content=inner):
            return b"M %s inline %s\n%s" % (mode.encode(), name, _data(inner if isinstance(inner, bytes) else inner.encode()))
        case str():
            return b"M 100644 inline %s\n%s" % (name, _data(content.encode()))
        case bytes():
            return b"M 100644 inline %s\n%s" % (name, _data(content))


def _quoted(path: str) -> bytes:
    raw = path.encode("utf-8", "surrogateescape")
    return b'"%s"' % raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")


def blob(git_dir: Path, content: bytes) -> str:
    """A blob; returns its id."""
    return line(git_dir, "hash-object", "-w", "--stdin", stdin=content)


def raw_tree(git_dir: Path, entries: Sequence[tuple[str, bytes, str]]) -> str:
    """A tree of (mode, name, id) exactly as given, in the order given: malformed ones too. Returns its id."""
    content = b"".join(b"%s %s\0%s" % (mode.encode(), name, bytes.fromhex(target)) for mode, name, target in entries)
    return line(git_dir, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=content)


def commit_tree(git_dir: Path, tree: str, parents: Sequence[str], *, author: str, message: str, when: int) -> str:
    """A commit of a tree that need not be well-formed. Returns its id."""
    who = f"{author} <{author}@users.noreply.example> {when} +0000"
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents), f"author {who}", f"committer {who}", "", message, ""]
    return line(git_dir, "hash-object", "-w", "-t", "commit", "--literally", "--stdin", stdin="\n".join(lines).encode())
