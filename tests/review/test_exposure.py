"""What the default branch holds, whatever change brought it there, less what people have judged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.review.acknowledgement import Acknowledgement, Acknowledgements, Kind
from bot.review.examination import Instruments
from bot.review.exposure import Exposure, expose
from bot.review.ports import Sides
from checks.core import Advisory, Exemption, Package, Policy, Severity
from checks.vulnerable_dependency.check import CHECK as DEPENDENCIES
from tests.fakes import FakeAdvisories, FakeBench, FakeTree, change_of
from tests.review.scene import CHECK, NOW

if TYPE_CHECKING:
    from checks.core import Finding

TODAY = NOW.date()
OLD = Package("PyPI", "jinja2", "2.10")
BAD = Advisory(("GHSA-1",), OLD, "Bad", Severity.HIGH, ("2.10.1",))
HELD = {"requirements.txt": "jinja2==2.10\n", "app.py": "evil()\n"}


def exposure(files: dict[str, str], policy: Policy | None = None, people: Acknowledgements | None = None) -> Exposure:
    """Of a tip that is compared with itself: nothing is new in it."""
    tree = FakeTree({name: content.encode() for name, content in files.items()})
    change, _ = change_of({})
    instruments = Instruments(
        (DEPENDENCIES, CHECK), FakeBench({"evil-call": "evil("}), FakeAdvisories({OLD: [BAD]}), "fake", lambda *_: None
    )
    return expose(Sides(change, tree, tree, FakeTree()), instruments, policy or Policy(), TODAY, people or Acknowledgements())


def accepted(finding: Finding) -> Acknowledgement:
    told = (finding.fingerprint, finding.rule.id, "requirements.txt", finding.severity, 1, Kind.ACCEPTED, "lead", NOW, "known")
    return Acknowledgement(*told, TODAY + timedelta(days=9), "octo/chat", 3)


def test_dependencies_that_no_change_brought_in_are_found_and_nothing_else() -> None:
    found = exposure(HELD)

    assert [one.rule.id for one in found.findings] == ["vulnerable-dependency-known-vulnerability"]
    assert [each.id for each in found.findings[0].advisories] == ["GHSA-1"]


@pytest.mark.parametrize(("day", "left"), [(timedelta(days=1), 0), (timedelta(days=-1), 1)])
def test_what_the_policy_exempts_is_left_out_until_its_day(day: timedelta, left: int) -> None:
    policy = Policy(exemptions=(Exemption("vulnerable-dependency", "requirements*", "not reachable", TODAY + day),))

    assert len(exposure(HELD, policy).findings) == left


def test_what_somebody_accepted_is_left_out() -> None:
    (finding,) = exposure(HELD).findings

    assert exposure(HELD, people=Acknowledgements((accepted(finding),))).findings == ()


def test_a_manifest_that_cannot_be_read_is_named() -> None:
    found = exposure({"uv.lock": "not = [toml"})

    assert (found.findings, [gap.path for gap in found.gaps]) == ((), ["uv.lock"])
