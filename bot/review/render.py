"""The words a person reads on the pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.verdict import Decision
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.review.examination import Examination
    from bot.review.placement import Layout, Placed
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding

# GitHub refuses bodies over 65,536 characters and summaries over 65,535; the margin is for what is added around ours.
MAX_BYTES = 60_000
MAX_ROWS = 60
MAX_GAPS = 30
_SIGNS = {Severity.CRITICAL: "🟥", Severity.HIGH: "🟧", Severity.MEDIUM: "🟨", Severity.LOW: "⬜"}
_VERDICTS = {
    Decision.CLEAR: "✅ Clear",
    Decision.ADVISE: "💬 Advice",
    Decision.BLOCK: "⛔ Blocked",
    Decision.INCOMPLETE: "⚠️ Incomplete",
}
_NOW_AT = "\n\nNow at "
_REASONS = {
    "preexisting": "already there before this change",
    "exempted": "accepted by policy",
    "below_level": "below the reporting level",
    "repeated": "said already by another finding on the same line",
}


def comment(placed: Placed) -> str:
    """One finding, as a comment on its line (without its marker)."""
    finding = placed.finding
    parts = [f"{_SIGNS[finding.severity]} **{markdown.plain(finding.rule.title)}** — {finding.severity}", markdown.prose(finding.message)]
    if finding.related:
        parts.append("\n".join(f"- {markdown.prose(place.message)} {markdown.code(str(place.location))}" for place in finding.related))
    if placed.suggests and finding.fix and markdown.is_showable(finding.fix.replacement):
        parts.append(markdown.suggestion(finding.fix.replacement))
    else:
        parts.append(f"**How to fix:** {markdown.prose(finding.rule.remedy)}")
    if placed.more:
        parts.append(f"_{placed.more} more of this rule in this pull request: see the check run._")
    facts = (markdown.code(finding.rule.id), finding.rule.cwe, f"confidence {finding.confidence}")
    parts.append(f"<sub>{' · '.join(filter(None, facts))}</sub>")
    return _within("\n\n".join(parts))


def annotation(finding: Finding) -> str:
    """One finding as plain text: annotations are not Markdown."""
    return markdown.visible(f"{finding.message}\n\nHow to fix: {finding.rule.remedy}\n{finding.rule.id} {finding.rule.cwe}").strip()


def review_body(examined: Examination, layout: Layout) -> str:
    """The review's opening words: the verdict and what is not inline."""
    parts = [f"**{_VERDICTS[examined.verdict.decision]}** — {examined.verdict.sentence}."]
    if layout.rolled_up:
        parts.append(f"{len(layout.rolled_up)} of them stand in the check run only, to keep this review short.")
    parts.extend(filter(None, (_set_aside(examined),)))
    return _within("\n\n".join(parts))


def check_title(examined: Examination) -> str:
    """The news in one line, as the list of checks shows it."""
    return examined.verdict.sentence[:255]


def check_summary(examined: Examination, layout: Layout) -> str:
    """The whole result: verdict, findings, what was set aside, what was and was not looked at."""
    piles, coverage = examined.piles, examined.report.coverage
    parts = [f"### {_VERDICTS[examined.verdict.decision]} — {examined.verdict.sentence}"]
    if piles.reported:
        parts.append(_table(piles.reported, {placed.finding.identity for placed in layout.inline}))
    if piles.fixed:
        parts.append(f"**Fixed by this change** ({len(piles.fixed)})\n\n" + _by_rule(piles.fixed))
    if piles.noted:
        parts.append(f"**Below the reporting level** ({len(piles.noted)})\n\n" + _by_rule(piles.noted))
    parts.extend(filter(None, (_set_aside(examined), *(markdown.prose(note) for note in examined.notes))))
    parts.append(
        f"**Looked at** {len(coverage.scanned)} of {coverage.total} files in scope, "
        f"sandbox: {markdown.plain(examined.sandbox)}{_known(examined)}."
    )
    if coverage.gaps:
        parts.append(f"**Not looked at** ({len(coverage.gaps)})\n\n" + _places(coverage.gaps))
    if examined.report.failures:
        lines = (f"- {markdown.code(failed.check)}: {markdown.plain(failed.why)}" for failed in examined.report.failures)
        parts.append("**Checks that could not run**\n\n" + "\n".join(lines))
    if coverage.noted:
        told = _places(coverage.noted)
        parts.append(f"<details><summary>Noted, not looked into ({len(coverage.noted)})</summary>\n\n{told}\n\n</details>")
    return _within("\n\n".join(parts))


def moved(original: str, where: str) -> str:
    """The comment of a finding that is now at another place than GitHub shows (without its marker)."""
    return _within(f"{original.rstrip().partition(_NOW_AT)[0]}{_NOW_AT}{markdown.code(where)}.")


def fixed(original: str, head: str) -> str:
    """The comment of a finding that has gone (without its marker)."""
    first, _, rest = original.partition("\n")
    kept = f"<details><summary>What it was</summary>\n\n{rest.strip()}\n\n</details>" if rest.strip() else ""
    return _within(f"~~{first}~~\n\n✅ Fixed in {head[:12]}.\n\n{kept}".strip())


def _table(findings: Sequence[Finding], inline: set[str]) -> str:
    rows = [_row(finding, inline=finding.identity in inline) for finding in findings[:MAX_ROWS]]
    more = f"\n\n… and {len(findings) - MAX_ROWS} more." if len(findings) > MAX_ROWS else ""
    return "\n".join(("| Severity | Where | What | |", "|---|---|---|---|", *rows)) + more


def _row(finding: Finding, *, inline: bool) -> str:
    what = f"{markdown.plain(finding.rule.title)} {markdown.table_cell(finding.rule.id)}"
    where = markdown.table_cell(str(finding.location))
    return f"| {_SIGNS[finding.severity]} {finding.severity} | {where} | {what} | {'' if inline else 'here only'} |"


def _by_rule(findings: Iterable[Finding]) -> str:
    places: dict[str, list[str]] = {}
    for finding in findings:
        places.setdefault(finding.rule.id, []).append(str(finding.location))
    return "\n".join(f"- {markdown.code(rule)}, {len(where)}: {_some(where)}" for rule, where in places.items())


def _some(places: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(markdown.code(place) for place in places[:most])
    return shown + (f" and {len(places) - most} more" if len(places) > most else "")


def _places(gaps: Sequence[NotAnalysed]) -> str:
    lines = [f"- {markdown.code(gap.path)}: {markdown.plain(gap.why)}" for gap in gaps[:MAX_GAPS]]
    return "\n".join(lines) + (f"\n- … and {len(gaps) - MAX_GAPS} more" if len(gaps) > MAX_GAPS else "")


def _set_aside(examined: Examination) -> str:
    counts = examined.piles.set_aside
    told = [f"{counts[reason]} {words}" for reason, words in _REASONS.items() if counts.get(reason)]
    return f"Set aside: {', '.join(told)}." if told else ""


def _known(examined: Examination) -> str:
    return f", advisories as of {examined.advisories.as_of:%Y-%m-%d}" if examined.advisories else ", no advisories imported"


def _within(text: str) -> str:
    """Cut at a line's end when too long. The verdict stands first, so the cut never takes it."""
    if len(text.encode()) <= MAX_BYTES:
        return text
    kept: list[str] = []
    size = 0
    for line in text.split("\n"):
        size += len(line.encode()) + 1
        if size > MAX_BYTES - 200:
            break
        kept.append(line)
    return "\n".join(kept) + _closing(kept) + "\n\n… cut: the rest does not fit into GitHub's limit."


def _closing(lines: Sequence[str]) -> str:
    """What closes an open code fence, so that the cut text does not swallow what follows."""
    fence = ""
    for line in lines:
        run = line[: len(line) - len(line.lstrip("`"))]
        if len(run) >= 3:  # noqa: PLR2004 - a fence is three backticks or more
            fence = "" if fence and len(run) >= len(fence) else fence or run
    return f"\n{fence}" if fence else ""
