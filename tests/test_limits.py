"""The limits that the documentation tells are those of the code, and the ones nothing else tests do what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

from bot.review.ports import Sides
from bot.review.runner import MAX_IN_SCOPE, run
from tests.fakes import FakeAdvisories, FakeBench, FakeTree, change_of
from tests.review.scene import CHECK

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"
UNITS = {"MiB": 1 << 20, "KiB": 1 << 10, "MB": 10**6, "bytes": 1, "s": 1, "": 1}
ROWS = re.findall(r"^\| ([^|]+) \| ([\d,]+) ?(\w*) \| `([\w.]+):([\w.]+)` \|", PAGE.read_text(), re.MULTILINE)


@pytest.mark.parametrize(("name", "figure", "unit", "module", "attribute"), ROWS, ids=[row[0] for row in ROWS])
def test_each_limit_is_what_the_page_says(name: str, figure: str, unit: str, module: str, attribute: str) -> None:
    told = int(figure.replace(",", "")) * UNITS[unit]

    first, *rest = attribute.split(".")
    found = getattr(import_module(module), first)
    holder = found() if isinstance(found, type) else found
    assert reduce(getattr, rest, holder) == told, name


def test_no_limit_is_left_unread() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and "`" in line]

    assert len(rows) == len(ROWS) >= 25


def test_files_that_are_too_much_together_are_named_and_not_read() -> None:
    large = b" " * (10 << 20)
    change, _ = change_of({f"f{number:02}.py": "" for number in range(40)})
    head = FakeTree({file.path.text: large for file in change.files})
    quiet = replace(CHECK, inspect=lambda _: iter(()), packs=())

    report = run([quiet], Sides(change, FakeTree(), head, FakeTree()), FakeBench(), FakeAdvisories(), lambda *_: None)

    looked = MAX_IN_SCOPE // len(large) + 1
    assert len(report.coverage.scanned) == looked
    assert [gap.path for gap in report.coverage.gaps] == [f"f{number:02}.py" for number in range(looked, 40)]
    assert "256 MiB together" in report.coverage.gaps[0].why
