"""Every generated file that is guilty is told at least as high, every innocent one is silent but for its format, and nothing crashes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.core.place import RepoPath
from checks.core.severity import Severity
from checks.model_artefact.names import applies_to, concerns
from checks.model_artefact.reading import read_model
from checks.model_artefact.reasons import GAPS, REASONS
from tests.checks.model_artefact.generated import ggufs, graphs, keras_models, others, packages, templates

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILIES = (templates, ggufs, keras_models, graphs, packages, others)
GUILTY: Mapping[str, tuple[str, bytes]] = {case: file for family in FAMILIES for case, file in family.guilty().items()}
INNOCENT: Mapping[str, tuple[str, bytes]] = {case: file for family in FAMILIES for case, file in family.innocent().items()}
EVERY = sorted({file for _, file in (*GUILTY.items(), *INNOCENT.items())})


def codes(name: str, data: bytes) -> set[str]:
    return {each.code for each in read_model(name, data)}


@pytest.mark.parametrize("case", GUILTY)
def test_a_guilty_file_is_told(case: str) -> None:
    name, data = GUILTY[case]

    assert any(REASONS[code].severity >= Severity.HIGH for code in codes(name, data) if code in REASONS)
    assert applies_to(RepoPath(name))
    assert concerns(RepoPath(name), data)


@pytest.mark.parametrize("case", INNOCENT)
def test_an_innocent_file_is_silent_but_for_its_format(case: str) -> None:
    assert codes(*INNOCENT[case]) <= {"pickle-format"}


@pytest.mark.parametrize("case", templates.ORDERS)
def test_orders_in_a_template_are_told_without_blocking(case: str) -> None:
    seen = codes("chat_template.jinja", templates.ORDERS[case].encode())

    assert {REASONS[code].severity for code in seen} == {Severity.MEDIUM}


def check_mutated(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same bytes for the same seed
    name, data = dice.choice(EVERY)
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(changed)) if changed else 0
        changed[at : at + dice.choice((0, 1, 1, 8))] = dice.randbytes(dice.choice((0, 1, 1, 8)))

    assert codes(name, bytes(changed)) <= REASONS.keys() | GAPS.keys()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 40))
def test_a_mutated_file_crashes_no_reader(seed: int) -> None:
    check_mutated(seed)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None)
@given(st.integers(0, 1 << 40))
def test_no_mutated_file_of_very_many_crashes_a_reader(seed: int) -> None:
    check_mutated(seed)
