"""The issue about the default branch's dependencies: one, written when something changes and never else."""

from __future__ import annotations

from dataclasses import replace

from bot.review.advisory_issue import MAX_BODY, IssueStep, PostedIssue, ours, plan, subject
from bot.review.exposure import Exposure
from bot.review.marker import Signer
from checks.core.change import NotAnalysed
from checks.core.dependency import Advisory, Package
from checks.core.finding import Finding
from checks.core.place import Location, RepoPath
from checks.core.severity import Severity
from checks.vulnerable_dependency.check import VULNERABLE

SIGNER = Signer(b"key", subject(4711))
COMMIT, LATER = "a" * 40, "b" * 40
CLEAN = Exposure(())
GAP = NotAnalysed("uv.lock", "it is larger than may be read")


def found(advisory: str = "CVE-2024-0001", name: str = "flask", path: str = "requirements.txt", version: str = "1.0") -> Finding:
    named = Advisory((advisory,), Package("PyPI", name, version), "A defect", Severity.HIGH, ("2.0",))
    return Finding(VULNERABLE, Location(RepoPath(path)), "message", name, advisories=(named,))


def exposed(*findings: Finding) -> Exposure:
    return Exposure(findings)


def posted(step: IssueStep | None, *, number: int = 7) -> PostedIssue:
    assert step is not None
    return PostedIssue(step.number or number, step.title, step.body, step.open)


ONE = exposed(found())
STANDING = posted(plan(ONE, COMMIT, None, SIGNER))
CLOSED = replace(STANDING, open=False)


def test_nothing_is_opened_where_nothing_is_found() -> None:
    assert plan(CLEAN, COMMIT, None, SIGNER) is None


def test_the_first_advisory_opens_an_issue_with_all_that_is_known() -> None:
    step = plan(ONE, COMMIT, None, SIGNER)

    assert step is not None
    assert (step.number, step.open) == (None, True)
    row = "| `flask` | `1.0` | [`CVE-2024-0001`](https://osv.dev/vulnerability/CVE-2024-0001) | high | `2.0` | `requirements.txt` |"
    assert row in step.body.splitlines()


def test_nothing_is_written_when_only_the_commit_is_another() -> None:
    assert plan(ONE, LATER, STANDING, SIGNER) is None


def test_other_line_ends_are_no_change() -> None:
    assert plan(ONE, COMMIT, replace(STANDING, body=STANDING.body.replace("\n", "\r\n")), SIGNER) is None


def test_another_set_is_written_into_the_same_issue() -> None:
    step = plan(exposed(found(), found("CVE-2024-0002")), COMMIT, STANDING, SIGNER)

    assert step is not None
    assert (step.number, step.open) == (7, True)
    assert "CVE-2024-0002" in step.body


def test_what_somebody_changed_by_hand_is_put_right() -> None:
    assert plan(ONE, COMMIT, replace(STANDING, body=STANDING.body + "\nby hand"), SIGNER) is not None


def test_the_issue_is_closed_when_nothing_is_left_and_stays_so() -> None:
    step = plan(CLEAN, COMMIT, STANDING, SIGNER)

    assert step is not None
    assert (step.number, step.open) == (7, False)
    assert plan(CLEAN, LATER, posted(step), SIGNER) is None


def test_what_could_not_be_looked_at_closes_nothing() -> None:
    assert plan(Exposure((), (GAP,)), COMMIT, STANDING, SIGNER) is None


def test_a_gap_is_named() -> None:
    step = plan(Exposure((found(),), (GAP,)), COMMIT, None, SIGNER)

    assert step is not None
    assert "**Not looked at**" in step.body
    assert "`uv.lock`" in step.body


def test_an_issue_that_we_closed_is_reopened_for_the_same_advisory() -> None:
    closed = posted(plan(CLEAN, COMMIT, STANDING, SIGNER))

    step = plan(ONE, LATER, closed, SIGNER)

    assert step is not None
    assert (step.number, step.open) == (7, True)


def test_an_issue_that_somebody_closed_stays_closed_for_what_it_told() -> None:
    assert plan(ONE, LATER, CLOSED, SIGNER) is None
    assert plan(exposed(found(version="1.1")), LATER, CLOSED, SIGNER) is None


def test_an_issue_that_somebody_closed_is_reopened_for_a_new_advisory() -> None:
    step = plan(exposed(found(), found("CVE-2024-0002")), LATER, CLOSED, SIGNER)

    assert step is not None
    assert (step.number, step.open) == (7, True)


def test_what_was_told_is_remembered_while_its_file_cannot_be_read() -> None:
    both = posted(plan(exposed(found(), found(path="uv.lock")), COMMIT, None, SIGNER))
    partly = posted(plan(Exposure((found(),), (GAP,)), COMMIT, both, SIGNER))

    assert plan(exposed(found(), found(path="uv.lock")), COMMIT, replace(partly, open=False), SIGNER) is None


def test_only_an_issue_signed_for_this_repository_is_ours() -> None:
    copied = posted(plan(ONE, COMMIT, None, Signer(b"key", subject(4712))))
    stranger = PostedIssue(1, "", "<!-- bartizan v1 -->", open=True)

    assert ours([stranger, copied], SIGNER) is None
    assert ours([stranger, copied, replace(STANDING, number=9), replace(CLOSED, number=3), STANDING], SIGNER) == STANDING


def test_a_body_is_cut_at_a_row_and_says_how_many_are_missing() -> None:
    many = exposed(*(found(f"CVE-2024-{number:05}", path=f"{'deep/' * 10}{number}/requirements.txt") for number in range(2_000)))

    step = plan(many, COMMIT, None, SIGNER)

    assert step is not None
    shown = step.body.count("https://osv.dev/")
    assert len(step.body.encode()) <= MAX_BODY
    assert f"**{2_000 - shown} more**" in step.body
    assert plan(many, LATER, posted(step), SIGNER) is None


def test_names_from_the_repository_are_inert() -> None:
    step = plan(exposed(found("X](https://evil.example)|", "@octo/<img>|`#1", "a|b`@c/requirements.txt")), COMMIT, None, SIGNER)

    assert step is not None
    (row,) = [line for line in step.body.splitlines() if "osv.dev" in line]
    assert row.count("|") == 7
    assert "](https://evil" not in row.replace("`X](https://evil.example)¦`", "")
    assert "``@octo/<img>¦`#1``" in row
