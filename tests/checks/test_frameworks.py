"""The table of frameworks, and what each rule belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.frameworks.mapping import UnknownRow, best_known, names_of, rows_of, weakness_of
from checks.frameworks.table import BadTable, read, table
from checks.registry import load

RULES = [rule for check in load() for rule in check.rules]
AI = ("owasp-llm-", "owasp-ml-", "owasp-asi-", "mitre-atlas")
SMALL = """
version = 1
[frameworks.first]
title = "First"
edition = "1"
address = "https://first.example/{head}/{number}"
rows."A1(b)" = "One"
rows.A2 = "Two"
[frameworks.second]
title = "Second"
edition = "2"
address = "https://second.example/"
rows.B1 = "One"
rows.B2 = "Two"
[retired]
"first:A0" = "first:A2"
[implies]
"first:A2" = ["second:B2"]
[rules]
some-check = ["second:B1"]
[kinds]
kind = ["first:A1(b)"]
[weaknesses]
CWE-1 = ["A weakness", "kind"]
"""


def rule(rule_id: str = "x", cwe: str = "CWE-1", *frameworks: str) -> Rule:
    return Rule(rule_id, "A title", Severity.LOW, Confidence.LOW, "A remedy.", cwe, frameworks)


def test_every_row_that_a_rule_belongs_to_is_in_the_table() -> None:
    for each in RULES:
        assert rows_of(each), each.id


def test_every_weakness_that_a_rule_names_has_a_title() -> None:
    assert {each.cwe for each in RULES if weakness_of(each) is None} == set()


def test_every_rule_about_ai_names_both_editions_of_the_list_for_language_models() -> None:
    about_ai = {each.id: names_of(each) for each in RULES if any(name.startswith(AI) for name in names_of(each))}

    assert len(about_ai) > 50
    for rule_id, names in about_ai.items():
        assert {name.partition(":")[0] for name in names} >= {"owasp-llm-2025", "owasp-llm-2026"}, rule_id


def test_the_two_editions_of_a_rule_mean_the_same_entry() -> None:
    moved = {("LLM01", "LLM01"), ("LLM02", "LLM02"), ("LLM03", "LLM04"), ("LLM04", "LLM05"), ("LLM05", "LLM10"), ("LLM06", "LLM03")}
    moved |= {("LLM07", "LLM08"), ("LLM08", "LLM09"), ("LLM09", "LLM07"), ("LLM10", "LLM06")}

    for each in RULES:
        old = {name.partition(":")[2] for name in names_of(each) if name.startswith("owasp-llm-2025:")}
        new = {name.partition(":")[2] for name in names_of(each) if name.startswith("owasp-llm-2026:")}
        assert new == {after for before, after in moved if before in old}, each.id


def test_no_rule_names_a_retired_entry() -> None:
    retired = table().retired

    assert [each.id for each in RULES if set(each.frameworks) & set(retired)] == []
    assert not set(retired) & set(table().rows)


def test_an_injection_belongs_to_the_requirements_that_speak_of_it() -> None:
    names = names_of(rule("sql", "CWE-89"))

    assert {"owasp-top10-2021:A03", "owasp-top10-2025:A05", "pci-dss-4.0:6.2.4", "gdpr:32(1)(b)"} <= set(names)


def test_what_a_rule_says_itself_outweighs_what_is_derived() -> None:
    known = read(SMALL)

    assert [row.name for row in rows_of(rule("x", "CWE-1", "first:A2"), known)] == ["first:A2", "second:B2"]
    assert [row.name for row in rows_of(rule("some-check-a", "CWE-1"), known)] == ["second:B1", "first:A1(b)"]
    assert [row.name for row in rows_of(rule("some-checks", "CWE-1"), known)] == ["first:A1(b)"]


def test_a_retired_entry_is_told_by_the_one_in_its_place() -> None:
    assert [row.name for row in rows_of(rule("x", "", "first:A0"), read(SMALL))] == ["first:A2", "second:B2"]


def test_an_entry_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UnknownRow, match="x names first:A9"):
        rows_of(rule("x", "CWE-1", "first:A9"), read(SMALL))
    with pytest.raises(BadTable, match="no row second:B9"):
        read(SMALL.replace("second:B2", "second:B9"))


def test_what_a_tool_of_the_operator_names_is_kept() -> None:
    assert names_of(rule("tool-x", "CWE-89", "own-list:7")) == ("own-list:7",)


def test_an_address_leads_as_near_to_the_entry_as_there_is_a_page() -> None:
    known = read(SMALL)

    assert known.rows["first:A1(b)"].address == "https://first.example/A1/1"
    assert known.rows["cwe:CWE-1"].address == "https://cwe.mitre.org/data/definitions/1.html"


def test_where_there_is_room_for_one_entry_it_is_of_the_list_that_people_know() -> None:
    of_the_web, of_ai = best_known(rule("sql", "CWE-89")), best_known(rule("model-artefact-pickle", "CWE-502"))

    assert of_the_web
    assert of_ai
    assert (of_the_web.short, of_ai.short) == ("OWASP A03:2021", "OWASP LLM04:2026")
    assert best_known(rule("x", "CWE-1")) is None


def test_every_framework_of_the_table_stands_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "frameworks.md").read_text("utf-8")

    assert [slug for slug in table().frameworks if f"`{slug}`" not in page] == []
