"""The words a person reads on the pull request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.acknowledgement import Kind
from bot.review.ai_text import inventory
from bot.review.budget import Section, always, fitted
from bot.review.capability_text import capabilities
from bot.review.delta_text import headline, lines, relief
from bot.review.listing import MAX_REASON, by_rule, unseen
from bot.review.offer import by_hand
from bot.review.permalink import NOWHERE
from bot.review.public_id import public_id
from bot.review.verdict import Decision
from checks.core.severity import Severity
from checks.frameworks.mapping import best_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.review.acknowledgement import Acknowledged, Acknowledgement
    from bot.review.examination import Examination
    from bot.review.permalink import Permalinks
    from bot.review.placement import Layout, Placed
    from checks.core.finding import Finding
    from checks.core.place import Location

# Rows of findings and names of files told, fewer when the text does not fit.
_ROWS = (60, 30, 15, 5, 0)
_GAPS = (30, 10, 3)
# Characters of an annotation's message: GitHub refuses the whole report when one has more than 64 KB.
MAX_ANNOTATION = 8000
_SIGNS = {Severity.CRITICAL: "🟥", Severity.HIGH: "🟧", Severity.MEDIUM: "🟨", Severity.LOW: "⬜"}
_VERDICTS = {
    Decision.CLEAR: "✅ Clear — ",
    Decision.ADVISE: "💬 Advice — ",
    Decision.BLOCK: "⛔ Blocked — ",
    # Its sentence begins with the word.
    Decision.INCOMPLETE: "⚠️ ",
}
_NEXT = {
    Decision.BLOCK: (
        "Fix what blocks, and push. If one of them is no problem here, or a risk that you take, answer with its id: "
        "`/bartizan fp <id> <reason>` or `/bartizan accept <id> <reason> until <date>`."
    ),
    Decision.INCOMPLETE: (
        "This is no verdict on the change: what is listed below as not looked at, or as a check that could not run, may hold anything. "
        "`/bartizan rescan` looks again."
    ),
}
_NOW_AT = "\n\nNow at "
_REASONS = {
    "preexisting": "already there before this change",
    "exempted": "accepted by policy",
    "acknowledged": "acknowledged by people",
    "below_level": "below the reporting level",
    "repeated": "said already by another finding on the same line",
}


def comment(placed: Placed, links: Permalinks = NOWHERE) -> str:
    """One finding, as a comment on its line (without its marker)."""
    finding = placed.finding
    title = f"{_SIGNS[finding.severity]} **{markdown.plain(finding.rule.title)}** — {finding.severity}"
    ways = "\n".join(f"- {markdown.prose(place.message)} {links.to(place.location)}" for place in finding.related)
    remedy = f"**How to fix:** {markdown.prose(finding.rule.remedy)}"
    button = placed.proof.rewrite if placed.suggests and placed.proof else None
    manual = by_hand(finding.fix, placed.proof, secret=finding.rule.of_secrets) if finding.fix and placed.proof and not button else ""
    more = f"_{placed.more} more of this rule in this pull request: see the check run._" if placed.more else ""
    return fitted(
        (
            always(title),
            Section((markdown.prose(finding.message), markdown.prose(finding.message[:MAX_REASON]) + " …"), yields=3),
            Section((ways, ""), yields=4),
            Section((markdown.suggestion("\n".join(button.lines)), remedy), yields=2) if button else always(remedy),
            Section((manual, ""), yields=5),
            always(more),
            always(_footer(finding)),
        )
    )


def _footer(finding: Finding) -> str:
    """How to answer first, then what the finding is called."""
    ways = "Not a problem here? Reply `/bartizan fp <reason>`. More about it: `/bartizan explain`."
    named = markdown.code(finding.rule.id), markdown.code(public_id(finding.fingerprint))
    also = f"also seen by {', '.join(map(markdown.code, finding.witnesses))}" if finding.witnesses else ""
    entry = best_known(finding.rule)
    facts = (f"confidence {finding.confidence}", finding.rule.cwe, entry.short if entry else "", *named, also)
    return f"<sub>{ways}</sub>\n<sub>{' · '.join(filter(None, facts))}</sub>"


def annotation(finding: Finding) -> str:
    """One finding as plain text: annotations are not Markdown."""
    message = markdown.visible(finding.message)
    told = message if len(message) <= MAX_ANNOTATION else message[:MAX_ANNOTATION] + " …"
    return f"{told}\n\nHow to fix: {markdown.visible(finding.rule.remedy)}\n{finding.rule.id} {finding.rule.cwe}".strip()


def review_body(examined: Examination, layout: Layout) -> str:
    """The review's opening words: the verdict and what is not inline."""
    parts = [f"**{_headline(examined)}.**"]
    if layout.rolled_up:
        only = len(layout.rolled_up)
        parts.append(f"{only} of them {'is' if only == 1 else 'are'} listed in the check run only, to keep this review short.")
    parts.append(_set_aside(examined))
    return fitted([always(part) for part in parts])


def check_title(examined: Examination) -> str:
    """The news in one line, as the list of checks shows it."""
    return examined.verdict.sentence[:255]


def check_summary(examined: Examination, layout: Layout, links: Permalinks = NOWHERE) -> str:
    """The whole result: verdict, findings, what was set aside, what was and was not looked at."""
    return fitted((*_result(examined, layout, links), *_coverage(examined, links)))


def _headline(examined: Examination) -> str:
    return f"{_VERDICTS[examined.verdict.decision]}{examined.verdict.sentence}"


def _result(examined: Examination, layout: Layout, links: Permalinks) -> Iterator[Section]:
    piles, inline = examined.piles, {placed.finding.identity for placed in layout.inline}
    yield always(f"### {_headline(examined)}")
    if examined.verdict.decision in _NEXT:
        yield always(_NEXT[examined.verdict.decision])
    if piles.reported:
        rows = tuple(_row(finding, examined, links, inline=finding.identity in inline) for finding in piles.reported[: _ROWS[0]])
        yield Section(tuple(_table(rows[:most], len(piles.reported)) for most in _ROWS), yields=1)
    yield from _listed("Fixed by this change", piles.fixed, partial(links.to, before=True), yields=5)
    if any(finding.rule.of_secrets for finding in piles.fixed):
        yield always("A secret that was taken out still stands in the history: revoke it and issue a new one.")
    yield from _listed("Below the reporting level", piles.noted, links.to, yields=6)
    if piles.acknowledged:
        counted = f"**Acknowledged** ({len(piles.acknowledged)})"
        told = "\n".join(_settled(each, links) for each in piles.acknowledged[: _ROWS[0]])
        yield Section((f"{counted}\n\n{told}", counted), yields=5)
    yield always(_set_aside(examined))
    if examined.gained:
        yield Section((capabilities(examined.gained, links, _ROWS[2]), capabilities(examined.gained, links, 0)), yields=3)
    if examined.ai:
        yield Section((inventory(examined.ai, links), ""), yields=6)
    yield Section((relief(examined.repaired), ""), yields=6)
    if examined.delta:
        told = headline(examined.delta)
        folded = f"{told}\n\n<details><summary>Packages</summary>\n\n{lines(examined.delta, _ROWS[1])}\n\n</details>"
        yield Section((folded, told, ""), yields=6)
    yield Section(("\n\n".join(markdown.prose(note) for note in examined.notes), ""), yields=4)


def _listed(title: str, findings: Sequence[Finding], to: Callable[[Location], str], yields: int) -> Iterator[Section]:
    if findings:
        counted = f"**{title}** ({len(findings)})"
        yield Section((f"{counted}\n\n{by_rule(findings, to)}", counted), yields)


def _settled(each: Acknowledged, links: Permalinks) -> str:
    finding = each.finding
    named = markdown.code(public_id(finding.fingerprint))
    return f"- {named} {markdown.plain(finding.rule.title)}, {links.to(finding.location)}: {settlement(each.word)}"


def settlement(word: Acknowledgement) -> str:
    """Who acknowledged a finding, as what, until when and why, on one line."""
    what = "a false positive" if word.kind is Kind.FALSE_POSITIVE else "accepted"
    return f"{what} according to {markdown.code(word.who)} until {word.until.isoformat()}: {markdown.plain(word.reason)}"


def _coverage(examined: Examination, links: Permalinks) -> Iterator[Section]:
    coverage, failures = examined.report.coverage, examined.report.failures
    yield always(
        f"**Looked at** {len(coverage.scanned)} of {coverage.total} {'file' if coverage.total == 1 else 'files'} in scope, "
        f"sandbox: {markdown.plain(examined.sandbox)}{_known(examined)}."
    )
    if coverage.gaps:
        missed = f"**Not looked at** ({len(coverage.gaps)})"
        yield Section(tuple(f"{missed}\n\n{unseen(coverage.gaps, most, links)}" for most in _GAPS), yields=2)
    if failures:
        lines = (f"- {markdown.code(failed.check)}: {markdown.plain(failed.why[:MAX_REASON])}" for failed in failures)
        broken = f"**Checks that could not run** ({len(failures)})"
        yield Section((f"{broken}\n\n" + "\n".join(lines), broken), yields=3)
    if coverage.noted:
        noted = f"Noted, not looked into ({len(coverage.noted)})"
        told = f"<details><summary>{noted}</summary>\n\n{unseen(coverage.noted, _GAPS[0], links)}\n\n</details>"
        yield Section((told, f"{noted}."), yields=7)


def moved(original: str, where: Location, links: Permalinks = NOWHERE) -> str:
    """The comment of a finding that is now at another place than GitHub shows (without its marker).

    One that names the place already stays as it is: its link leads to the commit at which the finding came there.
    """
    text, _, told = original.rstrip().partition(_NOW_AT)
    known = told.startswith((f"[{markdown.table_cell(str(where))}](", f"{markdown.table_cell(str(where))}."))
    return original if known else fitted((always(f"{text}{_NOW_AT}{links.to(where)}."),))


def acknowledged(original: str, word: Acknowledgement) -> str:
    """The comment of a finding that somebody has acknowledged (without its marker); its first line says all of that."""
    kept = f"<details><summary>What it is</summary>\n\n{original}\n\n</details>"
    return fitted((always(f"☑️ **Acknowledged**: {settlement(word)}"), Section((kept, ""), yields=1)))


def fixed(original: str, head: str) -> str:
    """The comment of a finding that has gone (without its marker)."""
    first, _, rest = original.partition("\n")
    kept = f"<details><summary>What it was</summary>\n\n{rest.strip()}\n\n</details>" if rest.strip() else ""
    return fitted((always(f"~~{first}~~"), always(f"✅ Fixed in {markdown.code(head[:12])}."), Section((kept, ""), yields=1)))


def back(was: str, head: str) -> str:
    """The answer in the thread of a finding that had been called fixed (without its marker)."""
    return f"🔁 Back in {markdown.code(head[:12])}; it was fixed in {markdown.code(was[:12])}."


def _table(rows: Sequence[str], total: int) -> str:
    more = f"… and {total - len(rows)} more." if total > len(rows) else ""
    table = "\n".join(("| Severity | What | Where | Id |", "|---|---|---|---|", *rows)) if rows else ""
    return "\n\n".join(filter(None, (table, more)))


def _row(finding: Finding, examined: Examination, links: Permalinks, *, inline: bool) -> str:
    blocks = "blocks" if finding in examined.verdict.blocking else ""
    severity = ", ".join(filter(None, (f"{_SIGNS[finding.severity]} {finding.severity}", blocks)))
    what = f"{markdown.plain(finding.rule.title)} {markdown.table_cell(finding.rule.id)}{'' if inline else ' (here only)'}"
    return f"| {severity} | {what} | {links.to(finding.location)} | {markdown.code(public_id(finding.fingerprint))} |"


def _set_aside(examined: Examination) -> str:
    counts = examined.piles.set_aside
    told = [f"{counts[reason]} {words}" for reason, words in _REASONS.items() if counts.get(reason)]
    return f"Set aside: {', '.join(told)}." if told else ""


def _known(examined: Examination) -> str:
    return f", advisories as of {examined.advisories.as_of:%Y-%m-%d}" if examined.advisories else ", no advisories imported"
