"""What we answer when somebody wants to read something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.choice import open_to_speech
from bot.review import markdown
from bot.review.acknowledgement import Kind, word_about
from bot.review.budget import Section, fitted
from bot.review.public_id import public_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.choice import Meant
    from bot.conversation.facts import Facts
    from bot.review.acknowledgement import Acknowledgement
    from bot.review.record import RecordedFinding

MAX_ROWS = 30
_PAGE = 8_000
_OFFERED = re.compile(r"^(`{3,})(?:suggestion|diff)\n(.*?)\n?^\1$", re.MULTILINE | re.DOTALL)
HELP = """\
Write one of these at the start of a line. You need write permission; in a finding's thread its id may be left out.

| command | what it does |
|---|---|
| `/bartizan rescan` | looks at the pull request again |
| `/bartizan explain <id>` | what a finding means, and how it is fixed |
| `/bartizan fix <id>` | the fix, where there is one to take over |
| `/bartizan fp <id> <reason>` | it is a false positive |
| `/bartizan accept <id> <reason> until <date>` | the risk is accepted until then |
| `/bartizan reopen <id>` | takes either back: the finding counts again |
| `/bartizan list` | what is open and what was acknowledged |
| `/bartizan pause`, `/bartizan resume` | automatic reviews of this pull request stop and go on |

A date is one like `2027-01-31`, or days like `90d`. Nobody acknowledges a high or critical finding of their own pull request."""


def overview(facts: Facts) -> str:
    """Open findings, and what holds in the repository. Raises `Unclear` when nothing is known yet."""
    open_ = [finding for finding in open_to_speech(facts) if finding.state == "reported"]
    told = _cut("Open", [_finding(finding) for finding in open_], "Nothing is open.")
    return f"{told}\n\n{_cut('Acknowledged', [_word(word) for word in facts.words], 'Nothing is acknowledged in this repository.')}"


def accepted(findings: Iterable[RecordedFinding], words: Sequence[Acknowledgement], number: int) -> str:
    """What holds about findings of the last review of the pull request of that number."""
    about = (word_about(finding, words, number) for finding in findings if finding.state == "acknowledged")
    rows = [_word(word) for word in dict.fromkeys(about) if word is not None]
    told = _cut("Acknowledged", rows, "Nothing of this pull request is acknowledged any more.")
    short = f"**Acknowledged** ({len(rows)}): too long to be shown here; the comments of the findings say it, too."
    return fitted([Section((told, short), yields=1)])


def _cut(title: str, rows: Sequence[str], none: str) -> str:
    if not rows:
        return none
    more = f"\n- … and {len(rows) - MAX_ROWS} more" if len(rows) > MAX_ROWS else ""
    return f"**{title}** ({len(rows)})\n\n" + "\n".join(rows[:MAX_ROWS]) + more


def _finding(finding: RecordedFinding) -> str:
    return f"- {_coded(public_id(finding.fingerprint), finding.rule, _where(finding))}: {finding.severity}"


def _word(word: Acknowledgement) -> str:
    what = "a false positive" if word.kind is Kind.FALSE_POSITIVE else "accepted"
    told = f"{what} according to {markdown.code(word.who)} until {word.until.isoformat()}: {markdown.plain(word.reason)}"
    return f"- {_coded(public_id(word.fingerprint), word.rule, word.path)}: {told}"


def explanation(meant: Meant, facts: Facts) -> str:
    """The page of the finding's check, and where the finding is."""
    finding, page = meant.finding, facts.book.page(meant.finding.rule)
    facts_told = f"{_coded(public_id(finding.fingerprint), finding.rule, _where(finding))}: {finding.severity}"
    if page is None:
        return f"{facts_told}\n\nThis release knows nothing more about the rule; `/bartizan rescan` looks again."
    text = page.text if len(page.text) <= _PAGE else page.text[:_PAGE].rpartition("\n\n")[0] + "\n\n…"
    return f"**{markdown.plain(page.title)}**\n\n{facts_told}\n\n{markdown.flowing(text.strip())}"


def repair(meant: Meant, facts: Facts) -> str:
    """The fix that our comment offers, as text, or the rule's remedy."""
    finding, page = meant.finding, facts.book.page(meant.finding.rule)
    where = markdown.code(_where(finding))
    offered = _OFFERED.search(facts.comments.about(finding.fingerprint))
    if offered is not None:
        form = "the changes" if offered[0].lstrip("`").startswith("diff") else "these lines in place of those commented on"
        return f"For {meant.id} at {where}, {form}:\n\n{markdown.fenced(offered[2], 'diff' if 'changes' in form else '')}"
    remedy = markdown.prose(page.remedy) if page else "This release knows nothing about the rule."
    return f"There is no fix to take over for {meant.id} at {where}. {remedy}"


def _coded(*texts: str) -> str:
    return " ".join(map(markdown.code, texts))


def _where(finding: RecordedFinding) -> str:
    return f"{finding.path}:{finding.line}" if finding.line else finding.path
