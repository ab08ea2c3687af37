"""The words a person reads on the pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.acknowledgement import Kind
from bot.review.budget import Section, always, fitted
from bot.review.offer import by_hand
from bot.review.public_id import public_id
from bot.review.verdict import Decision
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.review.acknowledgement import Acknowledged, Acknowledgement
    from bot.review.examination import Examination
    from bot.review.placement import Layout, Placed
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding

# Rows of findings and names of files told, fewer when the text does not fit.
_ROWS = (60, 30, 15, 5, 0)
_GAPS = (30, 10, 3)
# Characters of a reason or message that has to be short.
_SHORT = 500
# And of an annotation's message: GitHub refuses the whole report when one has more than 64 KB.
_LONG = 8000
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
    "acknowledged": "acknowledged by people",
    "below_level": "below the reporting level",
    "repeated": "said already by another finding on the same line",
}


def comment(placed: Placed) -> str:
    """One finding, as a comment on its line (without its marker)."""
    finding = placed.finding
    title = f"{_SIGNS[finding.severity]} **{markdown.plain(finding.rule.title)}** — {finding.severity}"
    ways = "\n".join(f"- {markdown.prose(place.message)} {markdown.code(str(place.location))}" for place in finding.related)
    remedy = f"**How to fix:** {markdown.prose(finding.rule.remedy)}"
    button = placed.proof.rewrite if placed.suggests and placed.proof else None
    manual = by_hand(finding.fix, placed.proof, secret=finding.rule.of_secrets) if finding.fix and placed.proof and not button else ""
    more = f"_{placed.more} more of this rule in this pull request: see the check run._" if placed.more else ""
    named = markdown.code(public_id(finding.fingerprint))
    facts = (named, markdown.code(finding.rule.id), finding.rule.cwe, f"confidence {finding.confidence}")
    return fitted(
        (
            always(title),
            Section((markdown.prose(finding.message), markdown.prose(finding.message[:_SHORT]) + " …"), yields=3),
            Section((ways, ""), yields=4),
            Section((markdown.suggestion("\n".join(button.lines)), remedy), yields=2) if button else always(remedy),
            Section((manual, ""), yields=5),
            always(more),
            always(f"<sub>{' · '.join(filter(None, facts))}</sub>"),
        )
    )


def annotation(finding: Finding) -> str:
    """One finding as plain text: annotations are not Markdown."""
    message = markdown.visible(finding.message)
    told = message if len(message) <= _LONG else message[:_LONG] + " …"
    return f"{told}\n\nHow to fix: {markdown.visible(finding.rule.remedy)}\n{finding.rule.id} {finding.rule.cwe}".strip()


def review_body(examined: Examination, layout: Layout) -> str:
    """The review's opening words: the verdict and what is not inline."""
    parts = [f"**{_VERDICTS[examined.verdict.decision]}** — {examined.verdict.sentence}."]
    if layout.rolled_up:
        only = len(layout.rolled_up)
        parts.append(f"{only} of them {'stands' if only == 1 else 'stand'} in the check run only, to keep this review short.")
    parts.append(_set_aside(examined))
    return fitted([always(part) for part in parts])


def check_title(examined: Examination) -> str:
    """The news in one line, as the list of checks shows it."""
    return examined.verdict.sentence[:255]


def check_summary(examined: Examination, layout: Layout) -> str:
    """The whole result: verdict, findings, what was set aside, what was and was not looked at."""
    return fitted((*_result(examined, layout), *_coverage(examined)))


def _result(examined: Examination, layout: Layout) -> Iterator[Section]:
    piles, inline = examined.piles, {placed.finding.identity for placed in layout.inline}
    yield always(f"### {_VERDICTS[examined.verdict.decision]} — {examined.verdict.sentence}")
    if piles.reported:
        yield Section(tuple(_table(piles.reported, inline, rows) for rows in _ROWS), yields=1)
    yield from _listed("Fixed by this change", piles.fixed, yields=5)
    if any(finding.rule.of_secrets for finding in piles.fixed):
        yield always("A secret that was taken out still stands in the history: revoke it and issue a new one.")
    yield from _listed("Below the reporting level", piles.noted, yields=6)
    if piles.acknowledged:
        counted = f"**Acknowledged** ({len(piles.acknowledged)})"
        told = "\n".join(_settled(each) for each in piles.acknowledged[: _ROWS[0]])
        yield Section((f"{counted}\n\n{told}", counted), yields=5)
    yield always(_set_aside(examined))
    yield Section(("\n\n".join(markdown.prose(note) for note in examined.notes), ""), yields=4)


def _listed(title: str, findings: Sequence[Finding], yields: int) -> Iterator[Section]:
    if findings:
        counted = f"**{title}** ({len(findings)})"
        yield Section((f"{counted}\n\n{_by_rule(findings)}", counted), yields)


def _settled(each: Acknowledged) -> str:
    finding = each.finding
    facts = (public_id(finding.fingerprint), finding.rule.id, str(finding.location))
    return f"- {' '.join(map(markdown.code, facts))}: {settlement(each.word)}"


def settlement(word: Acknowledgement) -> str:
    """Who acknowledged a finding, as what, until when and why, on one line."""
    what = "a false positive" if word.kind is Kind.FALSE_POSITIVE else "accepted"
    return f"{what} according to {markdown.code(word.who)} until {word.until.isoformat()}: {markdown.plain(word.reason)}"


def _coverage(examined: Examination) -> Iterator[Section]:
    coverage, failures = examined.report.coverage, examined.report.failures
    yield always(
        f"**Looked at** {len(coverage.scanned)} of {coverage.total} files in scope, "
        f"sandbox: {markdown.plain(examined.sandbox)}{_known(examined)}."
    )
    if coverage.gaps:
        missed = f"**Not looked at** ({len(coverage.gaps)})"
        yield Section(tuple(f"{missed}\n\n{_places(coverage.gaps, most)}" for most in _GAPS), yields=2)
    if failures:
        lines = (f"- {markdown.code(failed.check)}: {markdown.plain(failed.why[:_SHORT])}" for failed in failures)
        broken = f"**Checks that could not run** ({len(failures)})"
        yield Section((f"{broken}\n\n" + "\n".join(lines), broken), yields=3)
    if coverage.noted:
        noted = f"Noted, not looked into ({len(coverage.noted)})"
        told = f"<details><summary>{noted}</summary>\n\n{_places(coverage.noted, _GAPS[0])}\n\n</details>"
        yield Section((told, f"{noted}."), yields=7)


def moved(original: str, where: str) -> str:
    """The comment of a finding that is now at another place than GitHub shows (without its marker)."""
    return fitted((always(f"{original.rstrip().partition(_NOW_AT)[0]}{_NOW_AT}{markdown.code(where)}."),))


def acknowledged(original: str, word: Acknowledgement) -> str:
    """The comment of a finding that somebody has acknowledged (without its marker); its first line says all of that."""
    kept = f"<details><summary>What it is</summary>\n\n{original}\n\n</details>"
    return fitted((always(f"☑️ **Acknowledged**: {settlement(word)}"), Section((kept, ""), yields=1)))


def fixed(original: str, head: str) -> str:
    """The comment of a finding that has gone (without its marker)."""
    first, _, rest = original.partition("\n")
    kept = f"<details><summary>What it was</summary>\n\n{rest.strip()}\n\n</details>" if rest.strip() else ""
    return fitted((always(f"~~{first}~~"), always(f"✅ Fixed in {markdown.code(head[:12])}."), Section((kept, ""), yields=1)))


def _table(findings: Sequence[Finding], inline: set[str], most: int) -> str:
    rows = [_row(finding, inline=finding.identity in inline) for finding in findings[:most]]
    more = f"\n\n… and {len(findings) - most} more." if len(findings) > most else ""
    return "\n".join(("| Severity | Where | What | |", "|---|---|---|---|", *rows)) + more


def _row(finding: Finding, *, inline: bool) -> str:
    what = f"{markdown.plain(finding.rule.title)} {markdown.table_cell(finding.rule.id)} {markdown.code(public_id(finding.fingerprint))}"
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


def _places(gaps: Sequence[NotAnalysed], most: int) -> str:
    lines = [f"- {markdown.code(gap.path)}: {markdown.plain(gap.why[:_SHORT])}" for gap in gaps[:most]]
    return "\n".join(lines) + (f"\n- … and {len(gaps) - most} more" if len(gaps) > most else "")


def _set_aside(examined: Examination) -> str:
    counts = examined.piles.set_aside
    told = [f"{counts[reason]} {words}" for reason, words in _REASONS.items() if counts.get(reason)]
    return f"Set aside: {', '.join(told)}." if told else ""


def _known(examined: Examination) -> str:
    return f", advisories as of {examined.advisories.as_of:%Y-%m-%d}" if examined.advisories else ", no advisories imported"
