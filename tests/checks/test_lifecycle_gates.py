"""Served models that nobody watches, and judged people for whom nothing is measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks.core.change import NotAnalysed
from checks.core.finding import Finding
from checks.core.place import RepoPath
from checks.core.scene import Unreadable
from checks.drift_monitoring.check import CHECK as DRIFT
from checks.evaluation_gate.check import CHECK as EVALUATION
from checks.fairness_evidence.check import CHECK as FAIRNESS
from checks.fairness_evidence.people import judged
from checks.lifecycle.programs import is_prompt, serves, trains
from tests.checks.looked import looked, scene_of
from tests.fakes import FakeTree

if TYPE_CHECKING:
    from checks.core.contract import Check

SERVER = "import bentoml\n\n\ndef score(model, order):\n    return model.predict(order)\n"
LOANS = "from sklearn.svm import SVC\n\nmodel = SVC().fit(people[['age', 'gender', 'income']], people['loan'])\n"


@pytest.mark.parametrize(("check", "text"), [(DRIFT, SERVER), (FAIRNESS, LOANS), (EVALUATION, LOANS)], ids=["drift", "fair", "evaluated"])
def test_several_programs_are_told_once_and_unreadable_manifests_are_no_absence(check: Check, text: str) -> None:
    told = looked(check, {"a.py": text, "b.py": text})
    scene = scene_of({"a.py": text})
    (unsure,) = check.inspect(replace(scene, head=FakeTree({"a.py": text.encode(), "pyproject.toml": Unreadable("too large")})))

    assert [isinstance(each, Finding) for each in told] == [True]
    assert isinstance(unsure, NotAnalysed)
    assert not unsure.expected


@pytest.mark.parametrize("named", ["monitoring/alerts.yaml", "src/drift.py", "observability/__init__.py"])
def test_a_monitor_is_known_by_its_name(named: str) -> None:
    assert looked(DRIFT, {"serve.py": SERVER, named: "x: 1\n"}) == []


def test_a_monitor_in_a_lock_file_alone_watches_nothing() -> None:
    lock = '[[package]]\nname = "prometheus-client"\nversion = "0.23.1"\n'

    assert len(looked(DRIFT, {"serve.py": SERVER, "uv.lock": lock})) == 1


def test_a_monitor_that_leaves_the_manifest_is_told_on_the_server_of_the_change() -> None:
    (found,) = looked(DRIFT, {"serve.py": SERVER, "requirements.txt": "bentoml\n"}, {"requirements.txt": "bentoml\nwhylogs\n"})

    assert isinstance(found, Finding)
    assert (found.rule.id, found.location.span) == ("drift-monitoring-removed", None)
    assert "`requirements.txt`" in found.message


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SVC().fit(d[['applicant_age', 'salary']])", ["age", "salary"]),
        ("RandomForestClassifier().fit(d.gender, d['credit_score'])", ["gender", "credit"]),
        ("SVC().fit(d[['age']])", []),
        ("SVC().fit(d[['income', 'loan']])", []),
        ("LinearRegression().fit(d[['age', 'income']])", []),
        ("SVC().fit(d[['page', 'usage', 'average', 'stage']])", []),
    ],
)
def test_people_are_judged_by_several_columns_and_a_protected_one(text: str, columns: list[str]) -> None:
    assert judged(text) == columns


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("app/prompts/a.md", True),
        ("system_prompt.txt", True),
        ("a.prompty", True),
        ("app/prompts/load.py", False),
        (".github/prompts/a.prompt.md", False),
        ("prompter/readme.md", False),
    ],
)
def test_a_prompt_is_known_by_its_folder_or_name(name: str, known: bool) -> None:  # noqa: FBT001
    assert is_prompt(RepoPath(name)) is known


def test_a_program_is_of_a_model_only_with_a_library_of_models() -> None:
    assert trains(b"from sklearn.svm import SVC\nSVC().fit(x, y)\n")
    assert not trains(b"from shapes import Box\nBox().fit(x, y)\n")
    assert serves(b"from fastapi import FastAPI\nmodel.predict(x)\n")
    assert not serves(b"import weather\nmodel.predict(x)\n")
