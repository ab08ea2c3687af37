"""A version that is raised is tried against the advisories and pip-audit like any other fix."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.review.examination import Instruments, examine
from bot.review.ports import Sides
from bot.review.proof import Standing
from checks.core import Advisory, Package, Policy, Severity, ToolFailed
from checks.vulnerable_dependency.check import CHECK
from tests.fakes import FakeAdvisories, FakeBench, FakeTree, change_of
from tests.review.scene import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.review.proof import Proof

OLD, NEW = Package("PyPI", "jinja2", "2.10"), Package("PyPI", "jinja2", "2.10.1")
BAD = Advisory(("GHSA-1",), OLD, "Bad", Severity.HIGH, ("2.10.1",))


@dataclass
class Auditor(FakeBench):
    """Names what it is told, and counts how often it is asked."""

    named: Mapping[Package, frozenset[str]] = field(default_factory=lambda: {OLD: frozenset({"GHSA-1"})})
    times: int = 0
    broken_after: int = 9

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        self.times += 1
        if self.times > self.broken_after:
            raise ToolFailed("pip-audit broke")
        return {package: self.named.get(package, frozenset()) for package in packages}


def proof(auditor: Auditor, known: Mapping[Package, list[Advisory]] | None = None, line: str = "jinja2==2.10") -> Proof:
    change, tree = change_of({"requirements.txt": f"flask==3.0\n{line}\n"})
    knowledge = FakeAdvisories(dict(known or {OLD: [BAD]}))
    instruments = Instruments((CHECK,), auditor, knowledge, "fake", lambda *_: None)
    examined = examine(Sides(change, FakeTree(), tree, FakeTree()), instruments, Policy(), NOW.date())
    (told,) = examined.proofs.values()
    return told


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("jinja2==2.10", "jinja2==2.10.1"),
        ("Jinja2[i18n] == 2.10 ; python_version < '4'  # kept", "Jinja2[i18n] == 2.10.1 ; python_version < '4'  # kept"),
    ],
)
def test_a_raised_version_is_proved_and_the_rest_of_the_line_kept(line: str, after: str) -> None:
    auditor = Auditor()

    told = proof(auditor, line=line)

    assert (told.standing, told.why) == (Standing.PROVED, "")
    assert told.rewrite is not None
    assert told.rewrite.lines == (after,)
    assert auditor.times == 2


def test_a_version_that_has_a_defect_of_its_own_is_refuted() -> None:
    told = proof(Auditor(), {OLD: [BAD], NEW: [BAD]})

    assert told.standing is Standing.REFUTED


def test_a_version_that_pip_audit_names_is_refuted() -> None:
    auditor = Auditor()
    auditor.named = {OLD: frozenset({"GHSA-1"}), NEW: frozenset({"GHSA-2"})}

    assert proof(auditor).standing is Standing.REFUTED


def test_without_pip_audit_a_version_stays_untried() -> None:
    auditor = Auditor()
    auditor.broken_after = 1

    told = proof(auditor)

    assert (told.standing, told.why) == (Standing.UNTRIED, "it could not be tried: pip-audit broke")


def test_a_raised_property_of_a_pom_is_proved_for_the_whole_family() -> None:
    old = Package("Maven", "org.example:core", "2.14.1")
    bad = Advisory(("GHSA-1",), old, "Bad", Severity.HIGH, ("2.17.1",))
    named = "<groupId>org.example</groupId><artifactId>{}</artifactId>"
    above = f"<project>{named.format('all')}<version>1</version>\n<properties><v>2.14.1</v></properties>\n"
    asked = f"<dependencies><dependency>{named.format('core')}<version>${{v}}</version></dependency></dependencies>"
    web = f"<project><parent>{named.format('all')}<version>1</version></parent>\n{asked}\n</project>\n"
    change, tree = change_of({"pom.xml": f"{above}{asked}<modules><module>web</module></modules>\n</project>\n", "web/pom.xml": web})
    instruments = Instruments((CHECK,), Auditor(), FakeAdvisories({old: [bad]}), "fake", lambda *_: None)

    (told,) = examine(Sides(change, FakeTree(), tree, FakeTree()), instruments, Policy(), NOW.date()).proofs.values()

    assert (told.standing, told.why) == (Standing.PROVED, "")
    assert told.rewrite is not None
    assert told.rewrite.lines == ("<properties><v>2.17.1</v></properties>",)
