"""Both sides of a change in a repository on this machine, which is read and never written."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.git.command import Git, GitFailed
from bot.git.diff import read_change
from bot.git.limits import DEFAULT, Limits
from bot.git.objects import Objects
from bot.git.repository import create_bare
from bot.git.trees import CommitTree, list_trees
from bot.review.ports import Sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.ports import Pull

_DEFAULT_BASES = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)
_GITDIR = "gitdir: "


@dataclass(frozen=True, slots=True)
class LocalRange:
    """What is compared: commits, the names they were asked by, and how many changes of the working tree are not in them.

    `uncommitted` counts files that are staged, modified or untracked; 0 for a repository without a working tree.
    """

    base_name: str
    base: str
    head_name: str
    head: str
    merge_base: str
    uncommitted: int


@dataclass(frozen=True, slots=True)
class LocalSource:
    """A `Source` over a repository on disk. `base` None: the default branch; `head` None: HEAD. `path` is git's PATH.

    Only names are resolved in the repository itself. Its objects are read through a bare repository of our own, so that
    its configuration, attributes and hooks have no say. Both methods raise `GitFailed` with what to do.
    """

    repository: Path
    base: str | None
    head: str | None
    path: str
    workspace: Path | None = None
    limits: Limits = DEFAULT

    def range(self) -> LocalRange:
        """The commits that `open` will show."""
        with tempfile.TemporaryDirectory(prefix="local-", dir=self.workspace) as home:
            return self._range(self._theirs(Path(home)))

    @contextmanager
    def open(self, pull: Pull | None = None) -> Iterator[Sides]:
        """Both sides until the context ends. With a pull its commits are shown, else those of `range`."""
        with tempfile.TemporaryDirectory(prefix="local-", dir=self.workspace) as name:
            home = Path(name)
            theirs = self._theirs(home)
            asked = self if pull is None else replace(self, base=pull.base, head=pull.ref.head)
            commits = asked._range(theirs)  # noqa: SLF001 - another value of the same class
            ours = _borrowing(theirs, home, commits.head)
            listings = list_trees(ours, (commits.head, commits.base, commits.merge_base))
            with Objects(ours) as objects:
                old, new = commits.merge_base, commits.head
                change = read_change(ours, objects, (old, listings[old]), (new, listings[new]))
                base, head, policy = (CommitTree(listings[commit], objects) for commit in (old, new, commits.base))
                yield Sides(change, base, head, policy)

    def _theirs(self, home: Path) -> Git:
        return Git(find_git_dir(self.repository), home, self.path, limits=self.limits)

    def _range(self, git: Git) -> LocalRange:
        head_name = self.head or "HEAD"
        base_name = self.base or _default_base(git)
        head, base = _commit(git, head_name), _commit(git, base_name)
        merge_base = git.run("merge-base", base, head, accept=(0, 1)).decode().strip()
        if not merge_base:
            raise GitFailed(f"{base_name} and {head_name} have no common history; in a shallow clone, run `git fetch --unshallow` first")
        if merge_base == head:
            raise GitFailed(f"{head_name} holds nothing that {base_name} does not; name another commit with --base or --head")
        return LocalRange(base_name, base, head_name, head, merge_base, _uncommitted(git, self.repository))


def find_git_dir(start: Path) -> Path:
    """The git folder of the repository that `start` is in. A bare repository counts only when it is named itself."""
    place = start.resolve()
    if not place.exists():
        raise GitFailed(f"{start} does not exist")
    for folder in (place, *place.parents):
        marker = folder / ".git"
        if marker.is_dir():
            return marker
        if marker.is_file() and (text := marker.read_text(errors="replace")).startswith(_GITDIR):
            return (folder / text.removeprefix(_GITDIR).strip()).resolve()
    if (place / "HEAD").is_file() and (place / "objects").is_dir() and (place / "refs").is_dir():
        return place
    raise GitFailed(f"{start} is not in a git repository; `bartizan scan` looks at files without one")


def _default_base(git: Git) -> str:
    known = set(git.run("for-each-ref", "--format=%(refname)").decode("utf-8", "replace").splitlines())
    for name in _DEFAULT_BASES:
        if name in known:
            return name
    raise GitFailed("there is no branch main or master and no default branch of a remote; name the base with --base")


def _commit(git: Git, name: str) -> str:
    if name.startswith("-") or not name.isprintable():
        raise GitFailed(f"{name!r} cannot be the name of a commit")
    try:
        return git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().split()[-1]
    except GitFailed as error:
        raise GitFailed(f"there is no commit named {name} here; see `git branch --all`, or fetch it first") from error


def _borrowing(theirs: Git, home: Path, commit: str) -> Git:
    objects = Path(theirs.run("rev-parse", "--path-format=absolute", "--git-path", "objects").decode().rstrip("\n"))
    if "\n" in str(objects):
        raise GitFailed("the repository's path holds a line break; move it to look at it")
    ours = replace(theirs, git_dir=create_bare(home / "ours.git", commit, borrow=objects), settings=())
    shallow = objects.parent / "shallow"
    if shallow.is_file():
        (ours.git_dir / "shallow").write_bytes(shallow.read_bytes())
    return ours


def _uncommitted(git: Git, repository: Path) -> int:
    """Files that differ from HEAD. The repository's filter programs are switched off: it may come from anywhere."""
    tree = _work_tree(git.git_dir, repository)
    if tree is None:
        return 0
    keys = git.run("config", "--null", "--name-only", "--get-regexp", r"^filter\.", accept=(0, 1)).decode("utf-8", "surrogateescape")
    off = tuple((key, "false" if key.endswith(".required") else "") for key in keys.split("\0") if key)
    calm = replace(git, settings=off)
    options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")
    return calm.run(f"--work-tree={tree}", "status", *options).count(b"\0")


def _work_tree(git_dir: Path, repository: Path) -> Path | None:
    place = repository.resolve()
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), None) if place != git_dir else None
