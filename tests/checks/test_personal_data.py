"""Tables of persons: only rows that are new count, no value is repeated, and numbers without their check digit are numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core.change import Hunk
from checks.core.finding import Finding
from checks.core.place import RepoPath
from checks.personal_data.check import CHECK
from tests.checks.looked import looked, scene_of, told

MAILS = "id,email\n" + "".join(f"{number},p{number}@mail.internal\n" for number in range(12))


def test_rows_that_were_there_before_are_not_told() -> None:
    scene = scene_of({"people.csv": MAILS})
    file = replace(scene.change.files[0], hunks=(Hunk(3, 1, 3, 1, frozenset({3})),))
    scene = replace(scene, change=replace(scene.change, files=(file,)))

    found = list(CHECK.inspect(scene))

    assert found == []


def test_no_value_is_repeated() -> None:
    (found,) = looked(CHECK, {"people.csv": MAILS})

    assert isinstance(found, Finding)
    assert found.location.path == RepoPath("people.csv")
    assert "12 e-mail addresses (in `email`)" in found.message
    assert "internal" not in found.message + found.excerpt


def test_a_table_among_fixtures_is_in_doubt() -> None:
    (found,) = looked(CHECK, {"tests/fixtures/people.csv": MAILS})

    assert isinstance(found, Finding)
    assert str(found.confidence) == "low"


@pytest.mark.parametrize(
    ("name", "last", "expected"),
    [("card", "4917462819482197", 1), ("card", "4917462819482198", 0), ("steuer_id", "86095742719", 1), ("steuer_id", "86095742718", 0)],
)
def test_check_digits_decide(name: str, last: str, expected: int) -> None:
    valid = {"card": ("4917166131860911", "4917390996030820"), "steuer_id": ("47036892816", "65929970489")}[name]

    said = told(CHECK, "rows.csv", "\n".join([f"id,{name}", *(f"{n},{value}" for n, value in enumerate((*valid, last)))]))

    assert len(said) == expected


def test_a_table_that_is_too_long_is_named() -> None:
    said = told(CHECK, "rows.csv", "a,b\n" + "1,2\n" * 100_001)

    assert said == ["not read"]
