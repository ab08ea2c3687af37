"""Check runs: annotations append, limits are GitHub's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from github import GithubException

if TYPE_CHECKING:
    from github.Repository import Repository

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull


def _output(count: int, summary: str = "s") -> dict[str, Any]:
    annotation = {"path": "app.py", "start_line": 1, "end_line": 1, "annotation_level": "warning", "message": "m"}
    return {"title": "t", "summary": summary, "annotations": [annotation] * count}


def test_annotations_append(chat: Repository, pull: DoublePull) -> None:
    run = chat.create_check_run("bartizan", pull.head_sha, status="in_progress", output=_output(50))

    run.edit(conclusion="failure", output=_output(7))

    assert run.get_annotations().totalCount == 57
    assert chat.get_commit(pull.head_sha).get_check_runs()[0].conclusion == "failure"


def test_refuses_more_than_fifty_annotations(double: GitHubDouble, chat: Repository, pull: DoublePull) -> None:
    with pytest.raises(GithubException, match="No more than 50 items are allowed; 51 were supplied"):
        chat.create_check_run("bartizan", pull.head_sha, status="in_progress", output=_output(51))

    assert [v.side for v in double.violations] == ["request"]
    double.violations.clear()


def test_refuses_too_long_a_summary(double: GitHubDouble, chat: Repository, pull: DoublePull) -> None:
    with pytest.raises(GithubException, match="Only 65535 characters are allowed; 65536 were supplied"):
        chat.create_check_run("bartizan", pull.head_sha, status="in_progress", output=_output(0, "x" * 65_536))

    double.violations.clear()


def test_a_completed_run_needs_a_conclusion(double: GitHubDouble, chat: Repository, pull: DoublePull) -> None:
    with pytest.raises(GithubException, match="conclusion"):
        chat.create_check_run("bartizan", pull.head_sha, status="completed")

    double.violations.clear()
