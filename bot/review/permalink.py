"""Where a place can be read for ever: the forge's page of the file at the very commit that was looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from bot.review import markdown
from checks.core.change import FileStatus

if TYPE_CHECKING:
    from bot.review.ports import Pull
    from checks.core.change import Change
    from checks.core.place import Location

# A pull request's page, or that of a merge group's commit, after its repository's.
_PAGE = re.compile(r"(https?://[A-Za-z0-9.-]+(?::\d{1,5})?/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/(?:pull|commit)/[0-9a-f]+")
# GitHub shows these laid out, without lines to point at, unless the address asks for plain text.
_LAID_OUT = frozenset({".md", ".markdown", ".ipynb"})


@dataclass(frozen=True, slots=True)
class Permalinks:
    """`repository` is its page's address, empty when unknown: places are then named without a link.

    `gone` are the paths that the change removes; only the base commit has them.
    """

    repository: str
    head: str
    base: str
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pull: Pull, change: Change) -> Self:
        """For the pull request, on whichever host the forge says its page is."""
        page = _PAGE.fullmatch(pull.url)
        gone = frozenset(file.path.text for file in change.files if file.status is FileStatus.REMOVED)
        return cls(page[1] if page else "", pull.ref.head, change.base, gone)

    def address(self, location: Location, *, before: bool = False) -> str:
        """The page, or nothing. `before`: as the place was before the change. Every byte of the path that is no plain letter is escaped."""
        path, span = location.path, location.span
        if not self.repository:
            return ""
        commit = self.base if before or path.text in self.gone else self.head
        page = f"{self.repository}/blob/{commit}/{quote(path.text, safe='/')}"
        if span is None:
            return page
        plain = "?plain=1" if path.suffix in _LAID_OUT else ""
        return f"{page}{plain}#L{span.first}" + (f"-L{span.last}" if span.last > span.first else "")

    def to(self, location: Location, *, before: bool = False) -> str:
        """The place as Markdown that may stand in a table as well: `path:line` as code, linked where a page is known."""
        name, address = markdown.table_cell(str(location)), self.address(location, before=before)
        return f"[{name}]({address})" if address else name


NOWHERE = Permalinks("", "", "")
