"""Every folder of `checks/` keeps the contract, and each of its examples gives exactly its `findings.txt`.

`pytest --accept` writes what is found into `findings.txt`; read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.advisories.importer import import_directory
from bot.advisories.store import AdvisoryStore
from bot.git.folder_tree import folder_tree
from bot.review.ports import Sides
from bot.review.runner import run
from bot.sandbox.bench import open_bench
from checks.core import Change, ChangedFile, Completed, Confidence, FileStatus
from checks.core.dependency import AdvisoriesUnavailable
from checks.registry import load
from config.policy_file import default, parse, tighten
from tests.example_bench import ExampleBench
from tests.fakes import FakeAdvisories, FakeTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.review.ports import Bench
    from checks.core import Advisories, Check, Finding, Package, Tree

ROOT = Path(__file__).parent.parent
HEADINGS = ["What it looks for", "Why it matters", "Example", "How to fix", "What it cannot see"]
CHECKS = load()


def folder(check: Check) -> Path:
    return ROOT / "checks" / check.id.replace("-", "_")


def cases(check: Check) -> list[Path]:
    return sorted(path.parent for path in (folder(check) / "examples").glob("*/findings.txt"))


CASES = [pytest.param(check, case, id=f"{check.id}/{case.name}") for check in CHECKS for case in cases(check)]


def declared(case: Path) -> list[str]:
    return in_order(line for line in (case / "findings.txt").read_text().splitlines() if line.strip())


def in_order(lines: Iterable[str]) -> list[str]:
    """By path, then line as a number, then rule."""
    return sorted(lines, key=lambda line: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", line)])


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_its_readme_has_the_five_headings_and_names_every_rule(check: Check) -> None:
    text = (folder(check) / "README.md").read_text()

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert {rule.id for rule in check.rules if rule.id not in text} == set()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_it_has_guilty_and_innocent_examples(check: Check) -> None:
    guilty = [case.name for case in cases(check) if declared(case)]
    innocent = [case.name for case in cases(check) if not declared(case)]

    assert guilty
    assert innocent


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_rule_appears_in_an_example(check: Check) -> None:
    seen = {line.split()[1] for case in cases(check) for line in declared(case)}

    assert {rule.id for rule in check.rules} == seen


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_rule_is_described(check: Check) -> None:
    for rule in check.rules:
        assert rule.title, rule.id
        assert len(rule.title) <= 80, rule.id
        assert rule.remedy.endswith("."), rule.id
        assert re.fullmatch(r"CWE-\d+", rule.cwe), rule.id


def test_rule_ids_are_unique() -> None:
    counts = Counter(rule.id for check in CHECKS for rule in check.rules)

    assert [rule for rule, count in counts.items() if count > 1] == []


class Shelf:
    """The advisories of the example under test, so that one sandbox serves them all."""

    knowledge: AdvisoryStore | None = None

    def records(self, package: Package) -> list[dict[str, Any]]:
        return self.knowledge.records_for(package) if self.knowledge else []


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="session")
def bench(shelf: Shelf) -> ExampleBench:
    examples, packs = [case for check in CHECKS for case in cases(check)], [pack for check in CHECKS for pack in check.packs]
    return ExampleBench(open_bench(ROOT / ".venv-engines", shelf.records), examples, packs)


@pytest.mark.xdist_group("every-check")
@pytest.mark.parametrize(("check", "case"), CASES)
def test_an_example_gives_exactly_its_findings(
    check: Check, case: Path, bench: ExampleBench, shelf: Shelf, tmp_path: Path, request: pytest.FixtureRequest,
) -> None:
    knowledge = advisories_of(case, tmp_path)
    shelf.knowledge = knowledge if isinstance(knowledge, AdvisoryStore) else None
    found = findings(check, case, bench, knowledge)

    if request.config.getoption("--accept"):
        (case / "findings.txt").write_text("".join(f"{line}\n" for line in found))

    assert found == declared(case)


def advisories_of(case: Path, scratch: Path) -> Advisories:
    if not (case / "advisories").is_dir():
        return FakeAdvisories(available=False)
    import_directory(case / "advisories", scratch / "advisories.db", datetime(2026, 1, 1, tzinfo=UTC))
    return AdvisoryStore(scratch / "advisories.db")


def findings(check: Check, case: Path, bench: Bench, knowledge: Advisories) -> list[str]:
    head = folder_tree(case / "head")
    base: Tree = folder_tree(case / "base") if (case / "base").is_dir() else FakeTree()
    paths = [path for path in head.paths() if base.read(path) != head.read(path)]
    change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in paths))
    # An example may have a policy of its own, as an operator would write it.
    policy = tighten(parse((case / "policy.yml").read_bytes()) if (case / "policy.yml").exists() else default()).policy
    report = run([check], Sides(change, base, head, base), bench, knowledge, _raise, policy.licences)
    assert report.coverage.gaps == (), "every file of an example must be readable to the engine"
    (outcome,) = report.outcomes
    assert isinstance(outcome, Completed), outcome
    return in_order(f"{finding.location} {finding.rule.id} {finding.severity.name}{doubt(finding)}" for finding in outcome.findings)


def doubt(finding: Finding) -> str:
    """Less sure here than its rule is elsewhere: people are not shown it."""
    return " in doubt" if finding.confidence is Confidence.LOW < finding.rule.confidence else ""


def _raise(_: str, error: Exception) -> None:
    if isinstance(error, AdvisoriesUnavailable):
        return
    raise error
