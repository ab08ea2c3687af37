"""Lists in the words on a pull request: findings by their rule, and what could not be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from checks.core.errors import BadPath
from checks.core.place import Location, RepoPath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.review.permalink import Permalinks
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding

# Characters of a reason or message that has to be short.
MAX_REASON = 500


def by_rule(findings: Iterable[Finding], to: Callable[[Location], str]) -> str:
    """Findings, those of one rule on one line. `to` names a place."""
    places: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        places.setdefault((finding.rule.title, finding.rule.id), []).append(to(finding.location))
    return "\n".join(f"- {markdown.plain(title)} {markdown.code(rule)}: {_some(where)}" for (title, rule), where in places.items())


def _some(places: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(places[:most])
    return shown + (f" and {len(places) - most} more" if len(places) > most else "")


def unseen(gaps: Sequence[NotAnalysed], most: int, links: Permalinks) -> str:
    """What could not be looked at, each with its reason, `most` at most."""
    lines = [f"- {_place(gap.path, links)}: {markdown.plain(gap.why[:MAX_REASON])}" for gap in gaps[:most]]
    return "\n".join(lines) + (f"\n- … and {len(gaps) - most} more" if len(gaps) > most else "")


def _place(path: str, links: Permalinks) -> str:
    """The name may be the very reason why nobody could look there: it is then no place that a link leads to."""
    try:
        return links.to(Location(RepoPath(path)))
    except BadPath:
        return markdown.code(path)
