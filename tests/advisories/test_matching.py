"""OSV's evaluation, pitfall by pitfall."""

from __future__ import annotations

import pytest

from bot.advisories.fixes import first_clean, repairs
from bot.advisories.matching import holds
from tests.advisories.facts import record

BRANCHES = (("introduced", "2.0"), ("fixed", "2.3"), ("fixed", "1.5"), ("introduced", "1.0"))


@pytest.mark.parametrize(
    ("version", "affected"),
    [("0.9", False), ("1.0", True), ("1.5", False), ("1.9", False), ("2.0rc1", False), ("2.2", True), ("2.3", False)],
)
def test_walks_events_in_order_although_the_record_does_not(version: str, affected: bool) -> None:  # noqa: FBT001 - a table's column
    assert holds(record("X-1", "p", *BRANCHES), version) is affected


@pytest.mark.parametrize(("version", "affected"), [("2.1.0", True), ("2.1.0+cu118", True), ("2.1.1", False), ("2.1.0.post1", False)])
def test_last_affected_includes_itself_and_its_local_builds(version: str, affected: bool) -> None:  # noqa: FBT001 - a table's column
    assert holds(record("X-1", "torch", ("introduced", "0"), ("last_affected", "2.1.0")), version) is affected


def test_nothing_precedes_introduced_zero() -> None:
    assert holds(record("X-1", "p", ("introduced", "0"), ("fixed", "1.0")), "0.0.dev1")


def test_a_listed_version_is_affected_outside_every_range() -> None:
    assert holds(record("X-1", "p", ("introduced", "3"), versions=["1.0"]), "1.0.0")


def test_a_version_that_cannot_be_ordered_is_looked_up_in_the_list() -> None:
    odd = record("X-1", "p", ("introduced", "0"), versions=["bulbasaur"])

    assert holds(odd, "bulbasaur")
    assert not holds(odd, "charmander")


def test_a_withdrawn_record_holds_for_nothing() -> None:
    assert not holds(record("X-1", "p", ("introduced", "0"), withdrawn="2026-01-01T00:00:00Z"), "1")


def test_a_limit_ends_the_range() -> None:
    limited = record("X-1", "p", ("introduced", "1"), ("limit", "2"))

    assert holds(limited, "1.9")
    assert not holds(limited, "2.0")


def test_a_prerelease_of_the_fix_is_affected_for_npm() -> None:
    assert holds(record("X-1", "p", ("introduced", "0"), ("fixed", "1.2.3"), ecosystem="npm"), "1.2.3-rc.1")


def test_an_operator_in_a_fixed_version_is_passed_over() -> None:
    assert not holds(record("X-1", "p", ("introduced", "0"), ("fixed", ">=3.8.2")), "3.8.2")


def test_repairs_are_ascending_and_clean_themselves() -> None:
    own = [record("X-1", "p", *BRANCHES)]

    assert repairs("PyPI", "1.2", own) == ("1.5", "2.3")


def test_the_same_branch_comes_before_the_same_major_before_any() -> None:
    all_ = [
        record(
            "X-1",
            "p",
            ("introduced", "0"),
            ("fixed", "1.2.9"),
            ("introduced", "1.3"),
            ("fixed", "1.4"),
            ("introduced", "2"),
            ("fixed", "2.3"),
        )
    ]

    assert first_clean("PyPI", "1.2.1", all_) == "1.2.9"
    assert first_clean("PyPI", "1.3.1", all_) == "1.4"
    assert first_clean("PyPI", "2.1", all_) == "2.3"


def test_a_repair_that_another_advisory_names_is_not_clean() -> None:
    all_ = [record("X-1", "p", ("introduced", "0"), ("fixed", "1.5")), record("X-2", "p", ("introduced", "1.4"), ("fixed", "2.0"))]

    assert first_clean("PyPI", "1.0", all_) == "2.0"


@pytest.mark.parametrize(("version", "clean"), [("1.0", "2.0"), ("1.0b1", "1.5rc1")])
def test_a_prerelease_is_proposed_to_prereleases_only(version: str, clean: str) -> None:
    all_ = [record("X-1", "p", ("introduced", "0"), ("fixed", "1.5rc1")), record("X-2", "p", ("introduced", "1.5"), ("fixed", "2.0"))]

    assert first_clean("PyPI", version, all_) == clean


def test_never_proposes_a_downgrade_or_a_guess() -> None:
    assert first_clean("PyPI", "3.0", [record("X-1", "p", ("introduced", "0"), ("last_affected", "4.0"))]) is None
    assert first_clean("PyPI", "no version", [record("X-1", "p", ("introduced", "0"), ("fixed", "4.0"))]) is None
