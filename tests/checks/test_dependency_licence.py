"""Whatever authors write for a licence is judged, and never more harshly than it says."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core.policy import Licences
from checks.dependency_licence.classes import Kind, judged, kind_of
from checks.dependency_licence.expressions import MAX_DEPTH, MAX_EXPRESSION, Choice, Leaf, NoExpression, leaves, read
from checks.dependency_licence.model_cards import card_of
from checks.documents.nodes import NotRead
from config.policy_file import BadPolicy, parse, tighten


def kind(words: str) -> Kind:
    expression = read(words)
    return judged(expression, {leaf: kind_of(leaf) for leaf in leaves(expression)})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *((words, Kind.FREE) for words in ("MIT", "apache-2.0", "Apache 2.0", "BSD", "MIT/Apache-2.0", "The MIT License (MIT)")),
        *((words, Kind.FREE) for words in ("(MIT OR GPL-3.0)", "BSL-1.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LGPL-3.0-only")),
        *((words, Kind.COPYLEFT) for words in ("GPLv3", "AGPL-3.0", "GPL-2.0+", "MIT AND GPL-2.0-only", "GPL-2.0-only OR AGPL-3.0-only")),
        *((words, Kind.NON_FREE) for words in ("SSPL-1.0", "BUSL-1.1", "cc-by-nc-4.0", "UNLICENSED", "Elastic-2.0", "MIT AND SSPL-1.0")),
        *((words, Kind.USE_RESTRICTED) for words in ("llama3", "gemma", "openrail", "bigcode-openrail-m", "creativeml-openrail-m")),
        *((words, Kind.UNKNOWN) for words in ("my-own", "Custom-1.0 OR other", "GPL-2.0-only WITH my-own-exception AND odd")),
    ],
)
def test_what_people_write_is_judged(words: str, expected: Kind) -> None:
    found = kind(words)

    assert found is expected or (expected is Kind.UNKNOWN and found in {Kind.UNKNOWN, Kind.COPYLEFT})


@pytest.mark.parametrize(
    "words", ["", "  ", "SEE LICENSE IN a.pdf", "(MIT", "MIT)", "MIT AND", "OR MIT", "MIT WITH", "a b", "()", "x" * (MAX_EXPRESSION + 1)]
)
def test_what_is_no_expression_is_refused(words: str) -> None:
    with pytest.raises(NoExpression):
        read(words)


def test_parentheses_end_somewhere() -> None:
    assert read("(" * MAX_DEPTH + "MIT" + ")" * MAX_DEPTH) == Leaf("MIT")
    with pytest.raises(NoExpression):
        read("(" * (MAX_DEPTH + 2) + "MIT" + ")" * (MAX_DEPTH + 2))


def test_and_binds_more_than_or() -> None:
    assert read("A-1 OR B-1 AND C-1") == Choice((Leaf("A-1"), Choice((Leaf("B-1"), Leaf("C-1")), any_of=False)), any_of=True)


@given(st.text(max_size=80) | st.lists(st.sampled_from(["(", ")", "AND", "OR", "WITH", "MIT", "GPL-3.0", "/", "x"])).map(" ".join))
def test_no_words_are_too_much(words: str) -> None:
    with suppress(NoExpression):
        assert kind(words) in Kind


@given(st.binary(max_size=200))
def test_no_page_is_too_much(raw: bytes) -> None:
    with suppress(NotRead):
        card = card_of(b"---\nbase_model: a\nlicense: mit\nx: '" + raw + b"'\n---\n")
        assert card is None or card.line >= 1


def test_what_is_denied_outweighs_what_is_allowed() -> None:
    said = Licences(("GPL-3.0-only", "Copyleft"), ("gpl-3.0-only",))

    assert said.denies("GPL-3.0-only", "Copyleft")
    assert said.allows("AGPL-3.0-only", "Copyleft")
    assert not said.allows("MIT", "")


def test_layers_above_the_operator_deny_more_and_allow_nothing() -> None:
    operator = parse(b"version: 1\nlicences: {allow: [GPL-3.0-only], deny: [SSPL-1.0]}\n")
    repository = parse(b"version: 1\nlicences: {allow: [AGPL-3.0-only], deny: [MIT]}\n")

    layered = tighten(operator, None, repository)

    assert layered.policy.licences == Licences(("GPL-3.0-only",), ("SSPL-1.0", "MIT"))
    assert layered.set_aside == ("`licences.allow` of the repository's policy would loosen what holds already",)


@pytest.mark.parametrize("said", ["licences: [MIT]", "licences: {allow: MIT}", "licences: {permit: [MIT]}", "licences: {deny: [[MIT]]}"])
def test_a_policy_that_says_it_wrongly_is_refused(said: str) -> None:
    with pytest.raises(BadPolicy, match="line 2"):
        parse(f"version: 1\n{said}\n".encode())
