"""The check's reading of names and values, on lines labelled by hand, and what its findings give away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.review.ports import Sides
from bot.review.runner import run
from checks.committed_secret.candidates import candidates
from checks.committed_secret.check import CHECK
from checks.core.change import Change, ChangedFile, FileStatus
from checks.core.outcome import Completed
from checks.core.place import Location, RepoPath, Span
from checks.core.scan import Sighting
from checks.core.severity import Confidence, Severity
from tests.fakes import FakeAdvisories, FakeBench, FakeTree

if TYPE_CHECKING:
    from checks.core.finding import Finding

# Each: a sign (+ is a secret), the file's name and the line.
LABELLED = [line.split("\t") for line in Path(__file__).with_name("secret_lines.txt").read_text().splitlines()]
TOKEN = "ghp_" + "Xw81kQ0vNe7Rt5Yb2Wm6Lp3Hc9Ja4Ds0Bz17"
PASSWORD = "Tulpen" + "feld#77"


def findings(files: dict[str, bytes], *sightings: Sighting) -> list[Finding]:
    head = FakeTree(dict(files))
    change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.ADDED, None) for path in head.paths()))
    report = run([CHECK], Sides(change, FakeTree(), head, FakeTree()), FakeBench(sightings=sightings), FakeAdvisories(), _raise)
    assert all(isinstance(outcome, Completed) for outcome in report.outcomes), report.outcomes
    return list(report.findings)


def _raise(_: str, error: Exception) -> None:
    raise error


def seen(path: str, line: int, value: str, rule: str = "betterleaks.github-pat") -> Sighting:
    return Sighting(rule, Location(RepoPath(path), Span(line, line)), "found", quoted=value)


def test_names_and_values_are_told_apart_on_labelled_lines() -> None:
    said = [(label[0], any(candidates(label[2:], line))) for label, line in LABELLED]

    right, wrong = said.count(("+", True)), said.count(("-", True))
    assert len(said) >= 270
    assert right / (right + wrong) >= 0.97
    assert right / (right + said.count(("+", False))) >= 0.95


def test_a_line_of_any_length_and_shape_is_read_in_time() -> None:
    hard = ["<a name=" * 200, '"token' + " " * 1900, "password=" * 200, "token:" * 300, "a://" * 400 + "b:c", "'key'," * 300]

    found = list(candidates("a.env", "\n".join([*(hard * 20), f"PASSWORD={PASSWORD}"])))

    assert found[-1].value == PASSWORD


def test_a_finding_holds_the_value_nowhere() -> None:
    line = f'key = "{TOKEN}"\npassword = "{PASSWORD}"\n'.encode()

    found = findings({"a.py": line}, seen("a.py", 1, TOKEN))

    assert [(each.line, each.rule.id) for each in found] == [(1, "committed-secret-vcs"), (2, "committed-secret-generic")]
    assert all(value not in repr(found) for value in (TOKEN, TOKEN[:-4], PASSWORD, PASSWORD[-4:]))
    assert f"ends in `{TOKEN[-4:]}`" in found[0].message


def test_another_value_on_the_same_line_is_another_finding() -> None:
    (old,) = findings({"a.py": f'password = "{PASSWORD}"\n'.encode()})
    (new,) = findings({"a.py": f'password = "{PASSWORD}x"\n'.encode()})

    assert old.fingerprint != new.fingerprint


def test_a_value_is_told_once_by_the_rule_that_knows_most() -> None:
    value = "sk-" + "Xw81kQ0vNe7Rt5Yb2Wm6T3BlbkFJXw81kQ0vNe7Rt5Yb2Wm6"
    both = (seen("a.py", 1, value, "betterleaks.kimi-api-key"), seen("a.py", 1, value, "betterleaks.openai-api-key"))

    (found,) = findings({"a.py": f'api_key = "{value}"\n'.encode()}, *both)

    assert (found.rule.id, "OpenAI" in found.message) == ("committed-secret-ai-provider", True)


@pytest.mark.parametrize("path", ["tests/a.py", "docs/a.md", "examples/x/a.py", "src/a_test.go", "README.md"])
def test_tests_and_documents_are_read_with_less_confidence(path: str) -> None:
    (found,) = findings({path: f'token = "{TOKEN}"\n'.encode()}, seen(path, 1, TOKEN))

    assert (found.rule.id, found.confidence) == ("committed-secret-vcs", Confidence.MEDIUM)


def test_a_key_for_tests_is_of_medium_severity() -> None:
    value = "sk_" + "test_" + "Xw81kQ0vNe7Rt5Yb2Wm6"

    (found,) = findings({"a.py": value.encode()}, seen("a.py", 1, value, "betterleaks.stripe-access-token"))

    assert (found.rule.id, found.severity) == ("committed-secret-payment", Severity.MEDIUM)


@pytest.mark.parametrize("value", ["AKIAIOSFODNN7" + "EXAMPLE", "ghp_" + "x" * 36, "glpat-" + "your-token-here0000"])
def test_documented_values_and_placeholders_are_left_alone(value: str) -> None:
    assert findings({"a.py": value.encode()}, seen("a.py", 1, value)) == []


def test_names_of_accounts_are_no_credentials() -> None:
    assert findings({"a.py": b"x"}, seen("a.py", 1, "1234567890abcdef", "betterleaks.miro-client-id")) == []


def test_the_output_of_a_notebook_is_read() -> None:
    cells = [{"cell_type": "code", "outputs": [{"text": [f'password = "{PASSWORD}"\n']}], "source": []}]

    (found,) = findings({"a.ipynb": json.dumps({"cells": cells}, indent=1).encode()})

    assert found.rule.id == "committed-secret-generic"


def test_hashes_of_a_lock_file_and_binary_files_are_left_alone() -> None:
    line = b'"token": "8f14e45fceea167a5a36dedd4bea2543"\n'

    assert findings({"package-lock.json": line, "blob.xyz": b"\0" + line, "picture.png": line}) == []
    assert len(findings({"settings.json": line, "wide.json": line.decode().encode("utf-16")})) == 2
