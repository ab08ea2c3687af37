"""What the documentation names is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


@cache
def _known_tests() -> frozenset[str]:
    found: set[str] = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        found.add(file.stem)
        found.update(re.findall(r"^\s*def (test_\w+)\(", file.read_text(), re.MULTILINE))
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_is_named_exists(page: Path) -> None:
    known = _known_tests()

    missing = [name for name in re.findall(r"`(test_\w+?)(?:\.py)?`", page.read_text()) if name not in known]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_linked_exists(page: Path) -> None:
    missing = [link for link in _LINK.findall(page.read_text()) if not (page.parent / link).exists()]

    assert missing == []


def _rows(section: str) -> list[str]:
    text = (ROOT / "docs/security.md").read_text().split(f"## {section}")[1].split("\n## ")[0]
    return [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| | case"))]


def test_each_promise_names_a_test() -> None:
    promises = _rows("Promises")

    assert len(promises) >= 25
    assert [row for row in promises if "`test_" not in row] == []


def test_each_hostile_case_names_a_test() -> None:
    cases: set[int] = set()
    for row in _rows("Thirty-six hostile pull requests"):
        for part in row.split("|")[1].replace(" ", "").split(","):
            first, _, last = part.partition("-")
            cases.update(range(int(first), int(last or first) + 1))
        assert "`test_" in row

    assert cases == set(range(1, 37))
