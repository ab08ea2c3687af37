"""The examination as a person reads it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from bot.review.markdown import visible
from bot.review.proof import Standing
from bot.review.verdict import Decision
from checks.core.scene import Unreadable
from checks.core.severity import Severity

if TYPE_CHECKING:
    from rich.console import Console

    from bot.review.examination import Examination
    from bot.review.proof import Proof
    from checks.core.finding import Finding
    from checks.core.scene import Tree

_COLOURS = {Severity.CRITICAL: "bold red", Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}
_VERDICTS = {
    Decision.CLEAR: ("green", "Clear"),
    Decision.ADVISE: ("yellow", "Advice"),
    Decision.BLOCK: ("bold red", "Blocked"),
    Decision.INCOMPLETE: ("bold magenta", "Incomplete"),
}
CONTEXT = 2
MAX_GAPS = 20


def show(examined: Examination, head: Tree, console: Console) -> None:
    """Findings with their code, then what was set aside, then how far we could see, then the verdict."""
    for finding in examined.piles.reported:
        _finding(finding, examined.proofs.get(finding.identity), head, console)
    aside = [f"{count} {reason.replace('_', ' ')}" for reason, count in examined.piles.set_aside.items() if count]
    if aside:
        console.print(f"[dim]Set aside: {', '.join(aside)}.[/]")
    for note in examined.notes:
        console.print(f"[dim]{escape(_line(note))}[/]")
    _coverage(examined, console)
    colour, word = _VERDICTS[examined.verdict.decision]
    console.print(f"[{colour}]{word}[/]: {escape(examined.verdict.sentence)}.")


def _line(text: str) -> str:
    """The text on one line, so that nothing in it stands where our own words begin."""
    return " ".join(visible(text).split())


def _finding(finding: Finding, proof: Proof | None, head: Tree, console: Console) -> None:
    title = Text.assemble(
        (f"{str(finding.severity).upper():8} ", _COLOURS[finding.severity]),
        (visible(str(finding.location)), "bold"),
        ("  " + finding.rule.id, "dim"),
    )
    console.print(title, soft_wrap=True)
    console.print(Padding(Text(visible(finding.message)), (0, 0, 0, 9)))
    code = _code(finding, head)
    if code is not None:
        console.print(Padding(code, (0, 0, 0, 9)))
    console.print(Padding(Text("fix: " + _remedy(finding, proof), style="green"), (0, 0, 0, 9)))
    console.print()


def _remedy(finding: Finding, proof: Proof | None) -> str:
    if finding.fix and finding.fix.safe and proof and proof.rewrite and proof.standing is Standing.PROVED:
        return "\n".join(map(visible, proof.rewrite.lines)).strip() + "  (verified)"
    return visible(finding.rule.remedy)


def _code(finding: Finding, head: Tree) -> Syntax | None:
    span = finding.location.span
    try:
        raw = head.read(finding.location.path)
    except Unreadable:
        return None
    if span is None or raw is None:
        return None
    first, last = max(1, span.first - CONTEXT), span.last + CONTEXT
    text = "\n".join(visible(line) for line in raw.decode("utf-8", "replace").split("\n")[first - 1 : last])
    lexer = Syntax.guess_lexer(finding.location.path.text)
    return Syntax(text, lexer, line_numbers=True, start_line=first, highlight_lines=set(span.lines), theme="ansi_dark", word_wrap=True)


def _coverage(examined: Examination, console: Console) -> None:
    coverage = examined.report.coverage
    for gap in coverage.gaps[:MAX_GAPS]:
        console.print(f"[magenta]not looked at[/] {escape(_line(gap.path))}: {escape(_line(gap.why))}", soft_wrap=True)
    if len(coverage.gaps) > MAX_GAPS:
        console.print(f"[magenta]… and {len(coverage.gaps) - MAX_GAPS} more not looked at[/] (all of them with --json)")
    advisories = f"advisories as of {examined.advisories.as_of:%Y-%m-%d}" if examined.advisories else "no advisories imported"
    console.print(
        f"[dim]Looked at {len(coverage.scanned)} of {coverage.total} files in scope ({escape(_line(examined.sandbox))}; {advisories}).[/]",
    )
