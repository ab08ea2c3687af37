"""Where a review comment may stand, and where it stands after a push."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import diff, plumbing
from tests.github_double.diff import LEFT, RIGHT, FileDiff
from tests.github_double.model import Anchor
from tests.github_double.plumbing import GitFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.github_double.model import Pull, Repository, ReviewComment


class Unanchored(Exception):
    """The comment cannot stand there. `field`: path, line or start_line; the message is GitHub's."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def pull_diff(repository: Repository, pull: Pull, head: str | None = None) -> tuple[FileDiff, ...]:
    """The files of the pull request: from the merge base to `head` (its present head when None)."""
    commit = head or pull.head_sha
    base = plumbing.merge_base(repository.git_dir, pull.base_sha, commit) or plumbing.EMPTY_TREE
    return diff.between(repository.git_dir, base, commit)


def file_of(files: tuple[FileDiff, ...], path: str) -> FileDiff:
    """The changed file of that path. Raises `Unanchored`."""
    found = next((f for f in files if f.path == path), None)
    if found is None:
        raise Unanchored("path", "Path could not be resolved")
    return found


def place(files: tuple[FileDiff, ...], request: Mapping[str, Any]) -> tuple[Anchor, str]:
    """The anchor that a request's path, line, side, start_line, start_side or position asks for, and the hunk it quotes."""
    file = file_of(files, request["path"])
    if request.get("line") is None:
        return _by_position(file, request.get("position"))
    side, line = request.get("side") or RIGHT, request["line"]
    found = file.find(side, line)
    if found is None:
        raise Unanchored("line", "Line could not be resolved")
    hunk, row = found
    start, start_side = request.get("start_line"), request.get("start_side") or side
    if start is None:
        return Anchor(line, side, position=row.position), hunk.until(row)
    first = hunk.find(start_side, start)
    if start_side == side and start >= line:
        raise Unanchored("start_line", "start line must precede the end line.")
    if first is None or first.position > row.position:
        raise Unanchored("start_line", "Start line could not be resolved" if first is None else "start line must precede the end line.")
    return Anchor(line, side, start, start_side, row.position), hunk.until(row)


def _by_position(file: FileDiff, position: int | None) -> tuple[Anchor, str]:
    """The older way: a count of rows below the first hunk header."""
    for hunk in file.hunks:
        for row in hunk.rows:
            if row.position == position:
                side = LEFT if row.new is None else RIGHT
                return Anchor(row.old if side == LEFT else row.new, side, position=position), hunk.until(row)
    raise Unanchored("line", "Line could not be resolved")


def follow(repository: Repository, pull: Pull, comment: ReviewComment) -> None:
    """Move a comment along with its line to the pull request's present head, or leave it outdated."""
    files = pull_diff(repository, pull)
    comment.commit_id = pull.head_sha
    if comment.subject_type == "file":
        return
    comment.anchor = _followed(repository, pull, comment, files) or Anchor(None, comment.original.side, None, comment.original.start_side)


def _followed(repository: Repository, pull: Pull, comment: ReviewComment, files: tuple[FileDiff, ...]) -> Anchor | None:
    file = next((f for f in files if f.path == comment.path), None)
    original = comment.original
    if file is None or original.line is None or original.side is None:
        return None
    line = _moved(repository, pull, comment, original.side, original.line, file)
    found = None if line is None else file.find(original.side, line)
    if line is None or found is None:
        return None
    start = None
    if original.start_line is not None:
        start = _moved(repository, pull, comment, original.start_side or original.side, original.start_line, file)
        if start is None or found[0].find(original.start_side or original.side, start) is None:
            return None
    return Anchor(line, original.side, start, original.start_side, found[1].position)


def _moved(repository: Repository, pull: Pull, comment: ReviewComment, side: str, number: int, file: FileDiff) -> int | None:
    """The line's number now, on its side."""
    try:
        before = next(f for f in pull_diff(repository, pull, comment.original_commit_id) if f.path == comment.path)
    except (StopIteration, GitFailed):
        return None
    old, new = (before.old_blob, file.old_blob) if side == LEFT else (before.new_blob, file.new_blob)
    if not (old.strip("0") and new.strip("0")):
        return None
    return diff.moved_line(repository.git_dir, old, new, number)
