"""Bringing in just the objects that a review looks at: three commits, their trees, the changed files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.git.command import GitFailed
from bot.git.refusal import is_too_large, is_unknown_object, meaning
from bot.review.ports import FetchRefused, PullGone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.git.command import Git
    from bot.git.remote import Remote
    from bot.review.ports import Pull

# Most branches are younger than fifty commits; then five hundred; then all of history, commits only.
_DEPTHS = ("--depth=50", "--depth=500", "--unshallow")


@dataclass(frozen=True, slots=True)
class Commits:
    """The three commits a review stands on."""

    head: str
    base: str
    merge_base: str


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches into the repository of `git`, which itself needs no credentials. Every method raises the ports' exceptions."""

    git: Git
    remote: Remote

    def commits(self, pull: Pull, merge_base: str | None = None) -> Commits:
        """The commits and all their trees, no file contents. `merge_base` saves the search through history."""
        self._head_and_base(pull, merge_base)
        found = merge_base or self._merge_base(pull)
        commits = Commits(pull.ref.head, pull.base, found)
        self._trees(commits)
        return commits

    def blobs(self, ids: Sequence[str]) -> None:
        """Contents in one request. What is larger than one fetch may be stays missing; the rest comes in smaller requests."""
        try:
            self._ask(("--filter=blob:none",), ids)
        except GitFailed as error:
            if not is_too_large(error):
                raise meaning(error, self.git.limits) from error
            for unfinished in (self.git.git_dir / "objects/pack").glob("tmp_*"):
                unfinished.unlink()
            if len(ids) > 1:
                middle = len(ids) // 2
                self.blobs(ids[:middle])
                self.blobs(ids[middle:])

    def _head_and_base(self, pull: Pull, merge_base: str | None) -> None:
        depth = _DEPTHS[0] if merge_base is None else "--depth=1"
        wants = sorted({pull.ref.head, pull.base, merge_base or pull.base})
        try:
            self._ask(("--filter=tree:0", depth), wants)
        except GitFailed as error:
            if not is_unknown_object(error):
                raise meaning(error, self.git.limits) from error
            self._by_pull_ref(pull, wants, depth)

    def _by_pull_ref(self, pull: Pull, wants: Sequence[str], depth: str) -> None:
        """For a server that gives out only what a ref names; also tells whether the pull request has moved on."""
        ref = f"refs/pull/{pull.ref.number}/head"
        others = [want for want in wants if want != pull.ref.head]
        try:
            self._ask(("--filter=tree:0", depth), [f"+{ref}:refs/pull/head", *others])
        except GitFailed as error:
            if "couldn't find remote ref" in error.output:
                raise PullGone(f"{pull.ref.repo} has no {ref}") from error
            raise meaning(error, self.git.limits) from error
        tip = self.git.run("rev-parse", "refs/pull/head").decode().strip()
        if tip != pull.ref.head:
            raise PullGone(f"{pull.ref} was replaced: the pull request now stands at {tip[:12]}")

    def _merge_base(self, pull: Pull) -> str:
        for deeper in (*_DEPTHS[1:], None):
            found = self.git.run("merge-base", pull.base, pull.ref.head, accept=(0, 1)).decode().strip()
            if found:
                return found
            if deeper is None or not (self.git.git_dir / "shallow").exists():
                break
            self._translated(("--filter=tree:0", deeper), [pull.ref.head, pull.base])
        raise FetchRefused("head and base have no common history, so there is no change to look at")

    def _trees(self, commits: Commits) -> None:
        named = f"{commits.head}^{{tree}}", f"{commits.base}^{{tree}}", f"{commits.merge_base}^{{tree}}"
        trees = {self.git.run("log", "-1", "--format=%T", name.partition("^")[0], "--").decode().strip() for name in named}
        self._translated(("--filter=blob:none",), sorted(trees))

    def _translated(self, options: tuple[str, ...], wants: Sequence[str]) -> None:
        try:
            self._ask(options, wants)
        except GitFailed as error:
            raise meaning(error, self.git.limits) from error

    def _ask(self, options: tuple[str, ...], wants: Sequence[str]) -> None:
        # The remote exists for this one run only: no later git can know where a missing object might be had, nor go there.
        remote = ("url=" + self.remote.url, "promisor=true", "partialCloneFilter=blob:none")
        config = [part for value in remote for part in ("-c", f"remote.origin.{value}")]
        fetch = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--no-auto-gc", "--force")
        self._armed().run(*config, *fetch, *options, "--stdin", "origin", stdin="".join(f"{want}\n" for want in wants).encode())

    def _armed(self) -> Git:
        """A git with the way out and the credentials, which only this fetch needs."""
        header = self.remote.header
        settings = () if header is None else ((f"http.{self.remote.url}.extraHeader", header),)
        secrets = () if header is None else (header, header.rpartition(" ")[2])
        return replace(self.git, protocols=(self.remote.protocol,), settings=(*self.git.settings, *settings), secrets=secrets)
