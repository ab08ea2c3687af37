"""What GitHub's readers would see of our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cmarkgfm
from cmarkgfm.cmark import Options

from tests.product.stage import spoken

if TYPE_CHECKING:
    from tests.github_double.model import CheckRun
    from tests.github_double.repository import DoublePull

_PERMALINK = re.compile(r' href="https?://[^/"]+/[\w.-]+/[\w.-]+/blob/[0-9a-f]{40}/[A-Za-z0-9_.~/%-]+(?:\?plain=1)?(?:#L\d+(?:-L\d+)?)?"')


def outside_code(text: str) -> str:
    """The page that GitHub makes of the text, without code, which does nothing, and the addresses of our permalinks."""
    page = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return _PERMALINK.sub("", re.sub(r"<code\b.*?</code>", "", page, flags=re.DOTALL))


def bodies(pull: DoublePull, check: CheckRun) -> list[str]:
    """Every Markdown text of ours."""
    said = [comment.body for comment in pull.comments] + [comment.body for comment in pull.review_comments]
    return [*said, *(review.body for review in pull.reviews), check.output["summary"] or "", check.output.get("text") or ""]


def flagged(check: CheckRun) -> set[str]:
    """Files with a finding."""
    return {one["path"] for one in check.annotations}


def not_looked_at(check: CheckRun) -> str:
    """The part of the summary that names what was not analysed."""
    return (check.output["summary"] or "").partition("**Not looked at**")[2]


def told(pull: DoublePull) -> str:
    """All words on the pull request, as a reader sees them who does not mind escapes."""
    return re.sub(r"\\+(?=[^\w\s])|\u200b", "", spoken(pull))
