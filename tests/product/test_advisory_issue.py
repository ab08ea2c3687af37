"""Advisories that come after the code: one issue of the repository follows what its default branch holds."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.product.published import LATER, publish
from tests.product.stage import Stage, bartizan, staged
from tests.product.test_sweep import SWEEPING, swept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoubleRepository

pytestmark = pytest.mark.xdist_group("product-advisory-issue")
HELD = {"requirements.txt": "markupsafe==2.1.5\n"}
WITHHELD = {name: level for name, level in DEFAULT_PERMISSIONS.items() if name != "issues"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A product whose worker sweeps all the time, and a later advisory already known."""
    with staged(BARTIZAN_ADVISORY_ISSUES="on") as stage:
        publish(stage)
        stage.server()
        stage.worker(SWEEPING)
        yield stage
        stage.double.assert_honest()


def asked(stage: Stage, repository: DoubleRepository) -> list[str]:
    """What was written to its issues."""
    return [write.method for write in stage.double.writes if f"/{repository.full_name}/issues" in write.path]


def told(stage: Stage, repository: DoubleRepository) -> str:
    """How its one issue stands, with the title; empty without one."""
    with stage.double.state.lock:
        issues = list(repository.facts.issues.values())
    assert len(issues) <= 1
    return "".join(f"{one.state}: {one.title}" for one in issues)


def shown(stage: Stage) -> dict[str, object]:
    with urllib.request.urlopen(f"{stage.url}/readyz", timeout=10) as answer:
        return dict(json.load(answer)["parts"]["advisory_issues"])


def test_the_issue_follows_the_default_branch_and_is_written_only_when_something_changed(stage: Stage) -> None:
    repository = stage.repository(HELD)
    stage.until(lambda: told(stage, repository).startswith("open: 1 known vulnerability"), "the issue was opened")
    swept(stage, 2)
    opened = asked(stage, repository)
    (issue,) = repository.facts.issues.values()

    repository.commit_to("main", {"README.md": "# Other words\n"})
    swept(stage, 3)
    unchanged = asked(stage, repository)
    repository.commit_to("main", {"requirements.txt": "markupsafe==99.0\n"})
    stage.until(lambda: told(stage, repository).startswith("closed: No known"), "the issue was closed")
    repository.commit_to("main", HELD)
    stage.until(lambda: told(stage, repository).startswith("open: 1 known"), "the issue was opened again")

    assert str(LATER["id"]) in (issue.body or "")
    assert (opened, unchanged, asked(stage, repository)) == (["POST"], ["POST"], ["POST", "PATCH", "PATCH"])
    assert shown(stage)["well"]


def test_who_closes_the_issue_is_heard(stage: Stage) -> None:
    repository = stage.repository(HELD)
    stage.until(lambda: told(stage, repository).startswith("open: 1 known"), "the issue was opened")
    swept(stage, 2)
    with stage.double.state.lock:
        (issue,) = repository.facts.issues.values()
        issue.state = "closed"

    repository.commit_to("main", {"README.md": "# Other words\n"})
    swept(stage, 3)

    assert (told(stage, repository)[:6], asked(stage, repository)) == ("closed", ["POST"])


def test_a_missing_grant_is_shown_and_not_asked_about_again(stage: Stage) -> None:
    with stage.double.state.lock:
        repository = stage.repository(HELD)
        stage.double.install(repository.facts.owner, WITHHELD)
    sentence = "the issue about advisories may not be written"
    stage.until(lambda: sentence in stage.logged(), "the refusal was noticed")
    swept(stage, 3)

    doctor = bartizan(stage.environment, "doctor")
    part = shown(stage)

    assert (asked(stage, repository), stage.logged().count(sentence)) == ([], 1)
    assert (part["well"], part["value"]) == (False, 1)
    assert "Grant `Issues: Read and write`" in str(part["said"])
    assert "refused advisory issues: refused for installation " in doctor.stdout


def test_a_repository_that_was_deleted_stops_no_sweep(stage: Stage) -> None:
    repository = stage.repository(HELD)
    stage.until(lambda: told(stage, repository), "its first issue was opened")
    repository.delete()

    later = stage.repository(HELD)

    stage.until(lambda: told(stage, later).startswith("open: 1 known"), "the sweep went on to the next one")
