"""How a fix is offered: as a button, as a difference to apply by hand, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown
from bot.review.proof import Standing
from config.redaction import holds_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.proof import Proof
    from checks.core.change import Hunk
    from checks.core.finding import Finding, Fix
    from checks.core.place import Span

# A button that replaces more than this hides what it does.
MAX_SUGGESTED_LINES = 30


def button(finding: Finding, proof: Proof | None, hunks: Sequence[Hunk]) -> Span | None:
    """The lines that a suggestion may replace at the press of a button; None when it has to be a difference or nothing."""
    fix = finding.fix
    if fix is None or not fix.safe or proof is None or proof.standing is not Standing.PROVED or proof.rewrite is None:
        return None
    rewrite = proof.rewrite
    # GitHub's button writes line ends of its own choosing, and a lone empty line cannot be told from a deletion.
    # It also repeats the author's line to the letter: not when that hides something, or is a secret that mails would carry on.
    text = "\n".join(rewrite.lines)
    plain = not rewrite.returns and rewrite.lines != ("",) and markdown.is_showable(text) and not holds_secret(text)
    brief = max(len(rewrite.lines), len(rewrite.old.lines)) <= MAX_SUGGESTED_LINES
    return rewrite.old if plain and brief and any(_holds(hunk, rewrite.old) for hunk in hunks) else None


def _holds(hunk: Hunk, span: Span) -> bool:
    """Whether the diff shows these lines in one run: GitHub applies nothing across a line that the change deletes.

    Inside a run of added lines there is none; elsewhere one may stand before any line, unless the hunk deletes nothing at all.
    """
    if span.first not in hunk.shown or span.last not in hunk.shown:
        return False
    deletes_nothing = hunk.new_count - len(hunk.added) == hunk.old_count
    return deletes_nothing or span.first == span.last or all(line in hunk.added for line in span.lines)


def by_hand(fix: Fix, proof: Proof, *, secret: bool = False) -> str:
    """What a comment says of a fix that is no button. `secret`: what it takes away is a credential."""
    if proof.standing is Standing.REFUTED:
        return f"_A fix was tried here and is not offered: {markdown.prose(proof.why)}._"
    if secret or holds_secret(proof.diff):
        return "_A fix exists and is not shown: its lines hold a secret._"
    if not proof.diff:
        return f"_A fix exists and is not shown: {markdown.prose(proof.why)}._" if proof.why else ""
    if proof.standing is Standing.UNTRIED:
        title = "A fix, not verified"
    elif fix.safe:
        title = "A verified fix, to be applied by hand"
    else:
        title = "A verified fix that needs your judgement"
    command = f"\n\nOr run {markdown.code(fix.command)}." if fix.command else ""
    # Beside a tag there is no Markdown, and nothing that would make a reason inert: it stands in a paragraph of its own.
    doubt = f"{markdown.prose(proof.why)}\n\n" if proof.standing is Standing.UNTRIED and proof.why else ""
    return f"<details><summary>{title}</summary>\n\n{doubt}{markdown.fenced(proof.diff, 'diff')}{command}\n\n</details>"
