"""The pull request as a local web page: conversation, checks, files changed with the threads under their lines."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from pygments.formatters import HtmlFormatter

from tests.demo.diff_view import FileView, files
from tests.demo.markdown_view import html

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tests.github_double.model import Pull, Repository, Review, ReviewComment

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())


PARTS = ("conversation", "checks", "files")


def pull_page(repository: Repository, pull: Pull, parts: Sequence[str] = PARTS, paths: Collection[str] = ()) -> str:
    """The page as HTML, or parts of it, with all files or those named. Foreign text is escaped or passes the gate that comments pass."""
    comments = [comment for comment in repository.review_comments.values() if comment.number == pull.number]

    def comment(root: ReviewComment, file: FileView) -> Markup:
        replies = [reply for reply in comments if reply.in_reply_to == root.id]
        blocks = [_comment(one, file) for one in (root, *replies)]
        return Markup("").join(blocks)

    def comment_count(review: Review) -> int:
        return sum(comment.review_id == review.id for comment in comments)

    return _TEMPLATES.get_template("pull.html").render(
        repository=repository,
        pull=pull,
        reviews=[review for review in repository.reviews.values() if review.number == pull.number],
        checks=[check for check in repository.check_runs.values() if check.head_sha == pull.head_sha],
        files=[file for file in files(repository, pull) if not paths or file.path in paths],
        parts=parts,
        markdown=html,
        comment=comment,
        comment_count=comment_count,
        css=_style(),
    )


def _comment(comment: ReviewComment, file: FileView) -> Markup:
    folded = " folded" if comment.minimized else ""
    # `html` has passed its gate: only known tags are left in it, without attributes but a link's address.
    body = Markup(html(comment.body, file.replaced(comment)))  # noqa: S704
    who = Markup('<div class="who"><span class="bot">{}</span> <span class="tag">bot</span></div>').format(comment.user)
    return Markup('<div class="comment{}">{}<div class="body">{}</div></div>').format(folded, who, body)


def blob_page(repository: Repository, commit: str, path: str) -> str | None:
    """The file at the commit with its lines numbered; None when there is no such file."""
    told = subprocess.run(
        ["git", "--git-dir", str(repository.git_dir), "cat-file", "blob", f"{commit}:{path}"], capture_output=True, check=False,
    )
    if told.returncode or re.fullmatch("[0-9a-f]{40}", commit) is None:
        return None
    lines = told.stdout.decode("utf-8", "replace").split("\n")
    return _TEMPLATES.get_template("blob.html").render(repository=repository, commit=commit, path=path, lines=lines, css=_style())


def gallery_page(cards: Sequence[object]) -> str:
    """Cards one below the other, each with `title`, `text` and `conclusion`."""
    return _TEMPLATES.get_template("gallery.html").render(cards=cards, markdown=html, css=_style())


def _style() -> Markup:
    light, dark = (HtmlFormatter(style=name).get_style_defs(".code") for name in ("default", "github-dark"))  # type: ignore[no-untyped-call] # pygments ships none
    # A highlighter's background would hide whether a line was added.
    ours = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return Markup(  # noqa: S704 - our own file, and the style sheets of a library
        f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n.code {{ background:none }} .code .err {{ border:0 }}\n{ours}"
    )
