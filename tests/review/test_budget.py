"""A text that is too long loses what matters least, and never its first line."""

from __future__ import annotations

from dataclasses import replace

import cmarkgfm
from hypothesis import given
from hypothesis import strategies as st

from bot.review import render
from bot.review.budget import MAX_BYTES, Section, always, fitted
from bot.review.examination import Examination, examine
from bot.review.placement import Layout, Placed
from bot.review.public_id import public_id
from checks.core import Finding, Location, NotAnalysed, Related, RepoPath, Severity, Span
from tests.review.scene import EVIL, NOW, Stage

SECTIONS = st.lists(
    st.builds(Section, st.lists(st.text(max_size=400), min_size=1, max_size=3).map(tuple), st.integers(0, 3)), min_size=1, max_size=8
)


@given(SECTIONS, st.integers(300, 2000))
def test_whatever_the_sections_are_the_text_fits(sections: list[Section], limit: int) -> None:
    assert len(fitted(sections, limit).encode("utf-8", "surrogatepass")) <= limit


def test_the_highest_gives_way_first_and_only_as_far_as_needed() -> None:
    sections = (always("verdict"), Section(("x" * 500, "x"), yields=1), Section(("y" * 500, "y" * 50, ""), yields=9))

    texts = [fitted(sections, limit) for limit in (2000, 600, 550, 300)]

    assert [(text.count("x"), text.count("y")) for text in texts] == [(500, 500), (500, 50), (500, 0), (1, 0)]
    assert all(text.startswith("verdict") for text in texts)


def test_a_cut_inside_a_fence_closes_it() -> None:
    text = fitted((always("verdict"), always("````python\n" + "code\n" * 300 + "````")), 600)

    assert cmarkgfm.github_flavored_markdown_to_html(text).rstrip().endswith("limit.</p>")


def crowded() -> Examination:
    """Findings and gaps by the thousand, all with names as long as git allows."""
    path = "/".join(["d" * 200] * 18)
    stage = Stage({"app.py": "fine()\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())
    many = tuple(Finding(EVIL, Location(RepoPath(f"{path}/{n}.py"), Span(n + 1, n + 1)), "evil", f"evil({n})") for n in range(1000))
    faint = tuple(replace(finding, severity_here=Severity.LOW) for finding in many)
    gaps = tuple(NotAnalysed(f"{path}/gap{n}.py", "it could not be parsed " * 100) for n in range(1000))
    coverage = replace(examined.report.coverage, gaps=gaps, noted=gaps)
    return replace(
        examined,
        piles=replace(examined.piles, reported=many, noted=faint, preexisting=many, fixed=many),
        report=replace(examined.report, coverage=coverage),
        notes=("A note of ours. " * 1000,),
    )


def test_the_verdict_and_the_counts_survive_in_a_summary_that_is_far_too_long() -> None:
    examined = crowded()

    summary = render.check_summary(examined, Layout((), examined.piles.reported))

    assert len(summary.encode()) <= MAX_BYTES
    assert summary.startswith("### ✅ Clear — Nothing found in 1 file")
    counts = ("**Below the reporting level** (1000)", "**Fixed by this change** (1000)", "**Not looked at** (1000)", "1000 already there")
    assert [told for told in counts if told not in summary] == []
    assert "more." in summary


def test_a_comment_that_is_too_long_keeps_its_title_and_its_remedy() -> None:
    place = Related(Location(RepoPath("a.py"), Span(1, 1)), "From here. " * 400)
    finding = Finding(EVIL, Location(RepoPath("a.py"), Span(1, 1)), "It is `evil`. " * 9000, "evil()", related=(place,) * 20)

    text = render.comment(Placed(finding, Span(1, 1)))

    assert len(text.encode()) <= MAX_BYTES
    assert text.startswith("🟧 **Evil call**")
    assert "**How to fix:** Call something else." in text
    assert text.endswith(f"confidence high · CWE-95 · OWASP A03:2021 · `evil-call` · `{public_id(finding.fingerprint)}`</sub>")

