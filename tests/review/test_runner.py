from __future__ import annotations

from dataclasses import replace

from bot.review.ports import Sides
from bot.review.runner import run
from tests.fakes import FakeAdvisories, FakeBench, FakeTree, change_of
from tests.review.scene import CHECK


def test_the_engine_is_not_expected_to_list_files_that_no_pattern_reads() -> None:
    change, head = change_of({"a.py": "x", "a.yaml": "x"})
    wider = replace(CHECK, applies_to=lambda _: True)

    report = run([wider], Sides(change, FakeTree(), head, FakeTree()), FakeBench(), FakeAdvisories(), lambda *_: None)

    assert report.coverage.gaps == ()
    assert {path.text for path in report.coverage.scanned} == {"a.py", "a.yaml"}


def test_a_file_of_the_patterns_that_the_engine_leaves_out_is_a_gap() -> None:
    change, head = change_of({"a.py": "x", "a.yaml": "x"})
    wider = replace(CHECK, applies_to=lambda _: True)

    report = run([wider], Sides(change, FakeTree(), head, FakeTree()), FakeBench(skip={"a.py"}), FakeAdvisories(), lambda *_: None)

    assert [gap.path for gap in report.coverage.gaps] == ["a.py"]
