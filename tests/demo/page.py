"""The pull request as a local web page: conversation, checks, files changed with the threads under their lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from pygments.formatters import HtmlFormatter

from tests.demo.diff_view import FileView, files
from tests.demo.markdown_view import html

if TYPE_CHECKING:
    from tests.github_double.model import Pull, Repository, Review, ReviewComment

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())


def pull_page(repository: Repository, pull: Pull) -> str:
    """The whole page as HTML. Foreign text is escaped or passes the same gate as a comment does."""
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
        files=files(repository, pull),
        markdown=html,
        comment=comment,
        comment_count=comment_count,
        pygments_css=_style(),
    )


def _comment(comment: ReviewComment, file: FileView) -> Markup:
    folded = " folded" if comment.minimized else ""
    # `html` has passed its gate: only known tags without attributes are left in it.
    body = Markup(html(comment.body, file.replaced(comment)))  # noqa: S704
    who = Markup('<div class="who"><span class="bot">{}</span> <span class="tag">bot</span></div>').format(comment.user)
    return Markup('<div class="comment{}">{}<div class="body">{}</div></div>').format(folded, who, body)


def _style() -> str:
    style: str = HtmlFormatter(style="default").get_style_defs(".code")  # type: ignore[no-untyped-call] # pygments ships none
    return style
