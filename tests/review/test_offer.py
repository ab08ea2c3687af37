"""Only a verified fix whose lines the diff shows in one run becomes a button; the rest is told in words."""

from __future__ import annotations

from dataclasses import replace

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from bot.review import markdown
from bot.review.offer import button, by_hand
from bot.review.patch import Rewrite
from bot.review.placement import Placed
from bot.review.proof import Proof, Standing
from bot.review.render import comment
from checks.core import Finding, Fix, Hunk, Location, RepoPath, Span
from tests.review.scene import EVIL

PATH = RepoPath("app.py")
# Eleven lines of head from 10 on: 12 to 14 are new, and the change deletes something, as it shows nine lines of the base.
CHANGED = Hunk(10, 9, 10, 11, frozenset({12, 13, 14}))
ADDED = Hunk(0, 0, 1, 20, frozenset(range(1, 21)))


def finding(*, safe: bool = True, command: str = "") -> Finding:
    at = Location(PATH, Span(13, 13))
    return Finding(EVIL, at, "Evil.", "evil()", Fix(at, "good()", safe, command=command))


def proof(first: int = 13, last: int = 13, *lines: str, returns: bool = False) -> Proof:
    rewrite = Rewrite(Span(first, last), lines or ("good()",), Span(first, first), returns)
    return Proof(Standing.PROVED, "", rewrite, "--- a/app.py\n+++ b/app.py\n@@ -13 +13 @@\n-evil()\n+good()")


def test_a_verified_fix_is_a_button_on_exactly_its_lines() -> None:
    assert button(finding(), proof(12, 14), [CHANGED]) == Span(12, 14)


@pytest.mark.parametrize("standing", [Standing.REFUTED, Standing.UNTRIED])
def test_what_is_not_verified_is_no_button(standing: Standing) -> None:
    assert button(finding(), replace(proof(), standing=standing), [CHANGED]) is None


def test_a_fix_that_nobody_tried_is_no_button() -> None:
    assert button(finding(), None, [CHANGED]) is None


@pytest.mark.parametrize(
    "tried",
    [
        pytest.param(proof(9, 9), id="outside of every hunk"),
        pytest.param(proof(20, 21), id="over the end of a hunk"),
        pytest.param(proof(10, 13), id="across lines that may have been deleted"),
        pytest.param(proof(13, 13, "good()", returns=True), id="CRLF"),
        pytest.param(proof(13, 13, ""), id="a lone empty line"),
        pytest.param(proof(13, 13, "good()\u202e"), id="characters that cannot be seen"),
        pytest.param(proof(13, 13, *["x"] * 31), id="too long"),
    ],
)
def test_what_a_button_would_not_do_rightly_is_a_difference(tried: Proof) -> None:
    assert button(finding(), tried, [CHANGED]) is None
    assert "A verified fix, to be applied by hand" in by_hand(Fix(Location(PATH, Span(13, 13)), "x", safe=True), tried)


def test_a_hunk_that_deletes_nothing_may_be_replaced_across_its_context() -> None:
    shown = Hunk(10, 8, 10, 11, frozenset({12, 13, 14}))

    assert button(finding(), proof(10, 15), [shown]) == Span(10, 15)


def test_a_fix_that_needs_judgement_is_a_difference() -> None:
    unsure = finding(safe=False, command="uv lock")
    assert unsure.fix is not None

    told = by_hand(unsure.fix, proof())

    assert button(unsure, proof(), [CHANGED]) is None
    assert "needs your judgement" in told
    assert "```diff\n--- a/app.py" in told
    assert "Or run `uv lock`." in told


def test_a_refuted_fix_is_told_without_its_text() -> None:
    told = by_hand(Fix(Location(PATH), "x"), replace(proof(), standing=Standing.REFUTED, why="it brings in `other-call`"))

    assert told == "_A fix was tried here and is not offered: it brings in `other-call`._"


def test_the_reason_for_an_untried_fix_is_told() -> None:
    told = by_hand(Fix(Location(PATH), "x"), replace(proof(), standing=Standing.UNTRIED, why="there was no time to try it"))

    assert "<summary>A fix, not verified</summary>\n\nthere was no time to try it" in told


def test_the_fence_of_a_difference_is_longer_than_what_is_in_it() -> None:
    told = by_hand(Fix(Location(PATH), "x"), replace(proof(), diff="+x = '````'"))

    assert "`````diff\n+x = '````'\n`````" in told


def test_a_comment_with_a_button_holds_the_lines_to_the_letter() -> None:
    tried = proof(13, 13, "\tgood(`x`)", "", "\t# ```")

    body = comment(Placed(finding(), Span(13, 13), suggests=True, proof=tried))

    assert "````suggestion\n\tgood(`x`)\n\n\t# ```\n````" in body


def test_a_deletion_is_an_empty_suggestion() -> None:
    assert markdown.suggestion("") == "```suggestion\n```"


def test_the_lines_of_a_credential_are_not_repeated_in_a_difference() -> None:
    told = by_hand(Fix(Location(PATH), "x"), replace(proof(), diff='-key = "sunflower"\n+key = read()'), secret=True)

    assert told == "_A fix exists and is not shown: its lines hold a secret._"


def test_the_reason_for_an_untried_fix_makes_no_element_of_the_page() -> None:
    why = "semgrep gave no usable answer: </summary><img src=x onerror=alert(1)>"

    told = by_hand(Fix(Location(PATH, Span(13, 13)), "good()"), replace(proof(), standing=Standing.UNTRIED, why=why))

    page = cmarkgfm.github_flavored_markdown_to_html(told, options=Options.CMARK_OPT_UNSAFE)
    assert "<img" not in page
    assert page.count("</summary>") == 1
