"""The list of rules: on the page, on the command line, in the report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.cli.main import main
from checks.catalogue import PAGE, catalogue, languages, page
from checks.registry import load
from tests import rules_report

if TYPE_CHECKING:
    import pytest


def test_the_page_is_current() -> None:
    assert page(load()) == PAGE.read_text("utf-8"), "run `make rules`"


def test_a_rule_pack_of_two_languages_is_told_with_both() -> None:
    assert languages(frozenset({".js", ".jsx", ".cjs", ".mjs", ".ts", ".tsx", ".cts", ".mts"})) == ("JavaScript", "TypeScript")


def test_the_command_lists_every_rule_or_those_of_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    entries = list(catalogue(load()))

    assert main(["rules", "--json"]) == 0
    everything = json.loads(capsys.readouterr().out)
    assert main(["rules", "--language", "Java"]) == 0
    java = capsys.readouterr().out.splitlines()

    assert [each["id"] for each in everything] == [entry.rule.id for entry in entries]
    assert [line.split()[0] for line in java] == [entry.rule.id for entry in entries if "Java" in entry.languages]


def test_a_language_without_rules_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--language", "cobol"]) == 2

    assert "no rule is written for 'cobol'; there are rules for" in capsys.readouterr().err


def test_the_rules_of_a_framework_stand_by_its_entries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--framework", "pci-dss-4.0", "--json"]) == 0
    entries = {each["id"]: each["rules"] for each in json.loads(capsys.readouterr().out)}
    assert main(["rules", "--framework", "pci-dss-4.0:6.2.4"]) == 0
    heading, *rules = capsys.readouterr().out.splitlines()

    assert "sql-injection-csharp-request" in entries["6.2.4"]
    assert entries["6.5.5"] == []
    assert heading == f"PCI DSS 4.0, 6.2.4: Engineering techniques prevent common attacks on software ({len(rules)} rules)"
    assert [line.split()[0] for line in rules] == entries["6.2.4"]


def test_a_framework_that_is_not_known_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--framework", "pci-dss-9"]) == 2

    assert "no framework or entry 'pci-dss-9'; there are owasp-top10-2021," in capsys.readouterr().err


def test_a_rule_is_explained_with_what_it_belongs_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "unpinned-model-branch"]) == 0

    told = capsys.readouterr().out
    assert "OWASP Top 10 for LLM Applications 2025: LLM03" in told
    assert "OWASP Top 10 for LLM Applications 2026: LLM04" in told


def test_the_report_has_a_line_for_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    rules_report.main()

    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert [line.split()[0] for line in lines] == [entry.rule.id for entry in catalogue(load())]
    assert not [line for line in lines if "  0 found   0 in doubt" in line]
