"""Both sides of a pull request, fetched into a folder that lives as long as the review."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.git.command import Git, GitFailed
from bot.git.diff import changed_entries, read_change
from bot.git.fetch import Fetcher
from bot.git.limits import DEFAULT, Limits
from bot.git.objects import Objects
from bot.git.repository import create_bare
from bot.git.trees import CommitTree, list_trees, needed_ids
from bot.review.ports import FetchRefused, ForgeFailed, PullGone, Sides
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.git.fetch import Commits
    from bot.git.remote import Remote
    from bot.review.ports import Pull
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class GitSource:
    """The `Source` that fetches. `workspace` holds the job folders; `path` is the PATH git runs with.

    `merge_base` may tell the merge base when the forge knows it. `needed` names files that are fetched together with the
    changed ones because somebody will ask for them; any other file costs a request of its own when it is read.
    `environment` reaches git as it is (a proxy, a certificate file).
    """

    remote_for: Callable[[Pull], Remote]
    workspace: Path
    path: str
    limits: Limits = DEFAULT
    merge_base: Callable[[Pull], str | None] = field(default=lambda _: None)
    needed: Callable[[RepoPath], bool] = field(default=lambda _: False)
    environment: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def open(self, pull: Pull) -> Iterator[Sides]:
        """Both sides until the context ends; the folder goes in every case. Raises `FetchRefused`, `ForgeFailed` or `PullGone`."""
        with tempfile.TemporaryDirectory(prefix="pull-", dir=self.workspace) as name:
            folder = Path(name)
            bare = create_bare(folder / "objects.git", pull.ref.head)
            git = Git(bare, folder, self.path, environment=self.environment, limits=self.limits)
            fetcher = Fetcher(git, self.remote_for(pull))
            with Objects(git, _late(fetcher)) as objects:
                commits = fetcher.commits(pull, self.merge_base(pull))
                try:
                    sides = self._sides(git, objects, fetcher, commits)
                except GitFailed as error:
                    raise FetchRefused(f"the fetched objects cannot be read: {error}") from error
                yield sides

    def _sides(self, git: Git, objects: Objects, fetcher: Fetcher, commits: Commits) -> Sides:
        listings = list_trees(git, (commits.head, commits.base, commits.merge_base))
        entries = changed_entries(git, commits.merge_base, commits.head)
        named = chain.from_iterable(entry.blobs for entry in entries)
        asked = chain.from_iterable(needed_ids(listing, self.needed) for listing in listings.values())
        wanted = objects.missing(chain(named, asked))
        if wanted:
            fetcher.blobs(wanted)
        old, new = commits.merge_base, commits.head
        change = read_change(git, objects, (old, listings[old]), (new, listings[new]))
        base, head, policy = (CommitTree(listings[commit], objects) for commit in (old, new, commits.base))
        return Sides(change, base, head, policy)


def _late(fetcher: Fetcher) -> Callable[[Sequence[str]], None]:
    def fetch(ids: Sequence[str]) -> None:
        try:
            fetcher.blobs(ids)
        except (FetchRefused, ForgeFailed, PullGone) as error:
            raise Unreadable(f"its content could not be fetched: {error}") from error

    return fetch
