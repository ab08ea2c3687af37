"""The pull request's diff with its threads, ready to be laid out on a page."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename
from pygments.util import ClassNotFound

if TYPE_CHECKING:
    from pygments.lexer import Lexer

    from tests.github_double.model import Pull, Repository, ReviewComment

_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)")


@dataclass
class Row:
    """One line of the table. `kind`: add, del, same or hunk; `html` is highlighted code."""

    kind: str
    old: int | None
    new: int | None
    html: str
    text: str
    threads: list[ReviewComment] = field(default_factory=list)


@dataclass
class FileView:
    path: str
    rows: list[Row]
    on_file: list[ReviewComment]
    added: int = 0
    removed: int = 0

    def replaced(self, comment: ReviewComment) -> list[str]:
        """The lines that a suggestion in the comment would replace."""
        last = comment.anchor.line or 0
        first = comment.anchor.start_line or last
        return [row.text for row in self.rows if row.new is not None and first <= row.new <= last]


def files(repository: Repository, pull: Pull) -> list[FileView]:
    """Every file of the diff, in git's order, with the review comments under their lines."""
    comments = [c for c in repository.review_comments.values() if c.number == pull.number and c.in_reply_to is None]
    patch = subprocess.run(
        ["git", "--git-dir", str(repository.git_dir), "diff", "-U3", "--no-color", f"{pull.base_sha}...{pull.head_sha}"],
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8", "replace")
    views = [_file(part, comments) for part in re.split(r"^diff --git ", patch, flags=re.MULTILINE)[1:]]
    return [view for view in views if view is not None]


def _file(part: str, comments: list[ReviewComment]) -> FileView | None:
    lines = part.split("\n")
    names = [line[6:] for line in lines if line.startswith(("+++ b/", "--- a/"))]
    if not names:
        return None
    path = names[-1]
    lexer = _lexer(path)
    view = FileView(path, [], [c for c in comments if c.path == path and c.subject_type == "file"])
    old = new = 0
    for line in lines:
        if match := _HUNK.match(line):
            old, new = int(match[1]), int(match[2])
            view.rows.append(Row("hunk", None, None, "", line))
        elif not view.rows or line.startswith("\\"):
            continue
        elif line.startswith("+"):
            view.rows.append(Row("add", None, new, _code(line[1:], lexer), line[1:]))
            view.added, new = view.added + 1, new + 1
        elif line.startswith("-"):
            view.rows.append(Row("del", old, None, _code(line[1:], lexer), line[1:]))
            view.removed, old = view.removed + 1, old + 1
        elif line.startswith(" "):
            view.rows.append(Row("same", old, new, _code(line[1:], lexer), line[1:]))
            old, new = old + 1, new + 1
    for row in view.rows:
        row.threads = [c for c in comments if c.path == path and c.subject_type == "line" and row.new and c.anchor.line == row.new]
    return view


def _lexer(path: str) -> Lexer | None:
    try:
        return get_lexer_for_filename(path, stripnl=False)
    except ClassNotFound:
        return get_lexer_for_filename("x.txt", stripnl=False)


def _code(line: str, lexer: Lexer | None) -> str:
    assert lexer is not None
    return highlight(line, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
