"""What engines, trials, people and trees say of themselves is repeated as text, on every surface and at any length."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

from hypothesis import strategies as st
from rich.console import Console

from bot.cli.terminal import show
from bot.review import draft, markdown, render
from bot.review.acknowledgement import Acknowledged, Acknowledgement
from bot.review.acknowledgement import Kind as Word
from bot.review.ai_text import inventory
from bot.review.budget import MAX_BYTES
from bot.review.capability_text import capabilities
from bot.review.closing import give_up_on
from bot.review.delta_text import headline, lines, relief
from bot.review.examination import Examination, examine
from bot.review.inventory_delta import Delta, Step
from bot.review.marker import Signer
from bot.review.offer import by_hand
from bot.review.patch import Rewrite
from bot.review.permalink import NOWHERE
from bot.review.placement import Placed
from bot.review.proof import Proof, Standing
from bot.review.repaired import Repaired
from bot.review.sarif import as_sarif
from checks.agent_capabilities.capability import Capability, Power
from checks.agent_capabilities.gained import Gained
from checks.ai_references.named import AiDelta
from checks.ai_references.reference import Hub, Reference, Use
from checks.ai_references.reference import Kind as ReferenceKind
from checks.core import Finding, Fix, Location, NotAnalysed, RepoPath, Severity, Span
from checks.core.dependency import Advisory, Package
from checks.core.outcome import Failed
from checks.manifests.javascript import package_lock
from checks.vulnerable_dependency.message import about, only_pip_audit
from checks.vulnerable_dependency.paths import Way
from checks.vulnerable_dependency.remedy import Repair, advice
from tests.fakes import FakeForge, FakeTree
from tests.fuzz.hunting import hunt, tries
from tests.fuzz.test_spoken import NASTY, TEXT, assert_inert, page_of
from tests.review.scene import EVIL, NOW, Stage, pull

WORDS = TEXT | st.sampled_from(
    [
        *("\nClear: Nothing found in 3 files.", "x\n\n## Clear", "x\r\nClear", "[link=http://evil.example]x[/]", "[bold]x", "\\", "[/]"),
        *("$\\color{red}x$", "```mermaid\ngraph", "```math\nx\n```", "```suggestion\nevil()\n```", "\ud800", "[x](http://evil.example)"),
        *("</summary></details><img src=x>", "<svg onload=x>", "http://evil.example", "x" * 70_000, "`" * 5000, "a\n" * 3000),
    ]
)
PLACE = Location(RepoPath("app.py"), Span(1, 2))
# A whole page takes milliseconds to write and to render: the full form makes fewer of them.
MOST = 1000
SIGNER = Signer(b"key", "1#12")


def _plain_examination() -> Examination:
    stage = Stage({"app.py": "fine()\n"})
    return examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())


def _finding(message: str) -> Finding:
    return Finding(EVIL, PLACE, message, message, Fix(PLACE, message, safe=True, command=message))


def _acknowledged(finding: Finding, words: str) -> Acknowledged:
    print_, until = finding.fingerprint, NOW.date() + timedelta(30)
    said = Acknowledgement(print_, EVIL.id, "app.py", Severity.HIGH, 1, Word.ACCEPTED, words, NOW, words, until, "octo/chat", 12)
    return Acknowledged(finding, said)


def _examined(words: str) -> Examination:
    """A review in which everything that could not be done is told in these words."""
    examined, finding = _plain_examination(), _finding(words)
    gap = NotAnalysed("app.py", words)
    coverage = replace(examined.report.coverage, gaps=(gap,), noted=(gap,))
    report = replace(examined.report, coverage=coverage, outcomes=(Failed("evil", words, frozenset({RepoPath("app.py")})),))
    piles = replace(examined.piles, reported=(finding,), acknowledged=(_acknowledged(finding, words),))
    rewrite = Rewrite(Span(1, 2), ("good()",), Span(1, 1), returns=False)
    proofs = {finding.identity: Proof(Standing.UNTRIED, words, rewrite, f"--- a\n+++ b\n+{words}")}
    return replace(examined, report=report, piles=piles, proofs=proofs, sandbox=words, notes=(f"A note: {words}",))


@tries
def test_reasons_of_engines_and_people_are_inert(tries: int) -> None:
    def look(words: str) -> None:
        examined = _examined(words)
        written = draft.write(examined, pull(), SIGNER)
        for remark in written.remarks:
            body = remark.comment.body.partition("\n")[2]
            assert_inert(body)
            assert_inert(render.acknowledged(body, examined.piles.acknowledged[0].word))
            assert_inert(render.moved(body, PLACE))
        assert_inert(written.check.summary)
        assert_inert(written.review_body.partition("\n")[2])

    hunt(WORDS, look, min(tries, MOST))


@tries
def test_a_fix_is_told_inertly_whatever_came_of_its_trial(tries: int) -> None:
    def look(given: tuple[str, str, Standing, bool]) -> None:
        why, diff, standing, safe = given
        fix = Fix(PLACE, "good()", safe=safe, command=why)
        told = by_hand(fix, Proof(standing, why, None, diff))
        if len(told) < MAX_BYTES:
            assert_inert(told)
        assert_inert(render.comment(Placed(replace(_finding(why), fix=fix), Span(1, 2), proof=Proof(standing, why, None, diff))))

    hunt(st.tuples(WORDS, WORDS, st.sampled_from(Standing), st.booleans()), look, min(tries, MOST))


@tries
def test_packages_are_named_inertly(tries: int) -> None:
    def look(given: tuple[str, str, str, str]) -> None:
        name, version, summary, clean = given
        package = Package("npm", name, version)
        advisories = [Advisory(("GHSA-1", summary), package, summary, None, (clean,), known_exploited=True)] * 9
        what = advice(package, Repair(clean, summary), package_lock.FORMAT, Way((summary, name), 2))
        for message in (about(package, advisories, what, [summary], for_development=True), only_pip_audit(package, [summary])):
            assert_inert(render.comment(Placed(_finding(message), Span(1, 2))))
            assert len(render.annotation(_finding(message)).encode()) < 64_000

    hunt(st.tuples(WORDS, WORDS, WORDS, WORDS), look, min(tries, MOST))


@tries
def test_what_a_change_does_to_packages_and_agents_is_told_inertly(tries: int) -> None:
    def look(given: tuple[str, str, str, str]) -> None:
        name, version, detail, gone = given
        steps = (Step("npm", name, (), (version,), hidden=True),) * 9
        named = tuple(Reference(kind, Hub.HUGGING_FACE, name, detail, PLACE) for kind in (*ReferenceKind, *ReferenceKind))
        able = [Capability(power, each, PLACE) for power in Power for each in (detail, gone, name, version)]
        found = Gained(tuple(able), tuple(able[:5]), (gone,), (PLACE,))
        for told in (
            lines(Delta(steps, steps, steps, (detail,)), 5),
            headline(Delta(steps, (), (), (detail,) * 9)),
            relief([Repaired("npm", name, (detail, gone))] * 9),
            capabilities(found, NOWHERE, 5),
            inventory(AiDelta(named, named[:1], (Use("OpenAI", PLACE),), ()), NOWHERE),
        ):
            assert_inert(told)

    hunt(st.tuples(WORDS, WORDS, WORDS, WORDS), look, min(tries, MOST))


@tries
def test_why_a_review_was_given_up_is_inert(tries: int) -> None:
    def look(why: str) -> None:
        forge = FakeForge(pull())
        give_up_on(pull(), why, forge)
        (step,) = forge.completed
        assert_inert(step.report.summary)

    hunt(WORDS, look, min(tries, MOST))


@tries
def test_bodies_fit_and_begin_with_their_marker_and_end_outside_of_code(tries: int) -> None:
    def look(given: tuple[str, int]) -> None:
        words, number = given
        examined = _examined(words)
        findings = tuple(replace(_finding(f"{words} {at}"), excerpt=f"{at}") for at in range(number))
        gaps = tuple(NotAnalysed(f"{at}.py", words) for at in range(number))
        coverage = replace(examined.report.coverage, gaps=gaps, noted=gaps)
        many = replace(examined, piles=replace(examined.piles, reported=findings, noted=findings, fixed=findings))
        written = draft.write(replace(many, report=replace(many.report, coverage=coverage)), pull(), SIGNER)
        bodies = [written.review_body, *(remark.comment.body for remark in written.remarks)]
        for body in bodies:
            assert SIGNER.read(body) is not None
            assert len(body.encode()) <= MAX_BYTES + 500
        assert len(written.check.summary.encode()) <= MAX_BYTES
        for text in (written.check.summary, *(body.partition("\n")[2] for body in bodies)):
            assert re.search(r"<p>the end</p>\s*\Z", page_of(f"{text}\n\nthe end"))

    hunt(st.tuples(WORDS, st.sampled_from([1, 9, 200])), look, min(tries, MOST))


@tries
def test_sarif_holds_text_and_places_only(tries: int) -> None:
    def look(words: str) -> None:
        told = json.loads(json.dumps(as_sarif(_examined(words), "1")))["runs"][0]
        notifications = told["invocations"][0]["toolExecutionNotifications"]
        for message in (told["results"][0]["message"], *(each["message"] for each in notifications)):
            assert set(message) == {"text"}
            assert "](" not in message["text"]
            assert not _hidden(message["text"])
        assert told["invocations"][0]["executionSuccessful"] is False

    hunt(WORDS, look, min(tries, MOST))


@tries
def test_every_path_comes_back_from_sarif_as_it_was(tries: int) -> None:
    def look(name: str) -> None:
        examined = _plain_examination()
        gap = NotAnalysed(name, "x")
        told = as_sarif(replace(examined, report=replace(examined.report, coverage=replace(examined.report.coverage, gaps=(gap,)))), "1")
        (notification,) = told["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        uri = notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9_.~/%-]*", uri)
        assert unquote(uri) == name

    hunt(st.sampled_from(NASTY) | st.text(max_size=30), look, min(tries, MOST))


@tries
def test_the_terminal_tells_one_verdict_and_that_is_ours(tries: int) -> None:
    def look(words: str) -> None:
        printed = io.StringIO()
        console = Console(file=printed, force_terminal=True, color_system=None, width=1000, legacy_windows=False)
        show(_examined(words), FakeTree({"app.py": words.encode("utf-8", "replace")}), console)
        text = printed.getvalue()
        assert not _hidden(text)
        verdicts = re.findall(r"^(?:Clear|Advice|Blocked|Incomplete)\b.*$", text, re.MULTILINE)
        assert len(verdicts) == 1
        assert text.endswith(f"{verdicts[0]}\n")

    # A longer line is wrapped, and what is wrapped may begin with any word.
    hunt(WORDS.filter(lambda words: len(words) < 400), look, min(tries, MOST))


@tries
def test_a_fence_ends_where_it_should(tries: int) -> None:
    def look(words: str) -> None:
        assert_inert(f"{markdown.fenced(words[:2000], 'diff')}\n\nafter")
        if markdown.is_showable(words) and "\r" not in words:
            assert_inert(f"{markdown.suggestion(words[:2000])}\n\nafter")

    hunt(WORDS, look, min(tries, MOST))


def _hidden(text: str) -> list[str]:
    return [each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and each not in "\n\t"]
