"""Shared lists of patterns end up in the rule files that name them, and every shipped file is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from checks.semgrep.vocabulary.generate import CHECKS, HERE, VocabularyError, compiled, entries, stale

if TYPE_CHECKING:
    from pathlib import Path


def vocabulary(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")


def test_every_shipped_rule_file_is_current() -> None:
    found = stale()

    assert [str(path.relative_to(CHECKS)) for path in found] == []


def test_puts_the_items_of_a_list_where_it_is_named(tmp_path: Path) -> None:
    vocabulary(tmp_path, "shop", "sources:\n  - pattern: a(...)\n  - pattern: b\n")

    text = compiled("pattern-sources:\n  - include: shop/sources\n  - pattern: c\n", tmp_path)

    assert yaml.safe_load(text) == {"pattern-sources": [{"pattern": "a(...)"}, {"pattern": "b"}, {"pattern": "c"}]}


def test_keeps_patterns_of_several_lines(tmp_path: Path) -> None:
    vocabulary(tmp_path, "shop", "checks:\n  - pattern: |\n      if $X:\n        ...\n")

    text = compiled("    pattern-sanitizers:\n      - include: shop/checks\n", tmp_path)

    assert yaml.safe_load(text)["pattern-sanitizers"] == [{"pattern": "if $X:\n  ...\n"}]


def test_follows_lists_that_name_other_lists(tmp_path: Path) -> None:
    vocabulary(tmp_path, "all", "sources:\n  - include: shop/sources\n  - patterns:\n      - include: shop/sources\n")
    vocabulary(tmp_path, "shop", "sources:\n  - pattern: a\n")

    assert entries("all/sources", tmp_path) == [{"pattern": "a"}, {"patterns": [{"pattern": "a"}]}]


def test_refuses_a_list_that_names_itself(tmp_path: Path) -> None:
    vocabulary(tmp_path, "one", "sources:\n  - include: two/sources\n")
    vocabulary(tmp_path, "two", "sources:\n  - include: one/sources\n")

    with pytest.raises(VocabularyError, match="includes itself"):
        entries("one/sources", tmp_path)


@pytest.mark.parametrize("name", ["shop/sinks", "nowhere/sources"])
def test_says_which_list_is_missing(name: str, tmp_path: Path) -> None:
    vocabulary(tmp_path, "shop", "sources:\n  - pattern: a\n")

    with pytest.raises(VocabularyError, match=f"no list {name.partition('/')[2]} in {name.partition('/')[0]}"):
        entries(name, tmp_path)


def test_finds_a_rule_file_that_somebody_edited(tmp_path: Path) -> None:
    rules = tmp_path / "a_defect" / "rules"
    rules.mkdir(parents=True)
    (rules / "python.yml.in").write_text("rules: []\n", encoding="utf-8")
    written = stale(tmp_path)
    (rules / "python.yml").write_text(written[rules / "python.yml"], encoding="utf-8")
    current = stale(tmp_path)
    (rules / "python.yml").write_text("rules: [1]\n", encoding="utf-8")

    assert current == {}
    assert list(stale(tmp_path)) == [rules / "python.yml"]


def test_every_list_of_the_vocabulary_resolves() -> None:
    names = [f"{file.stem}/{key}" for file in HERE.glob("*.yml") for key in yaml.safe_load(file.read_text(encoding="utf-8"))]

    assert [name for name in names if not entries(name)] == []
