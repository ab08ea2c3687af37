"""Policy files are read strictly and put together so that nobody above can loosen what holds below."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import config
from checks.core.policy import Exemption, Policy
from checks.core.severity import Confidence, Severity
from config.policy_file import BadPolicy, Layer, default, parse, tighten

FOLDER = Path(config.__file__).parent
FULL = b"""version: 1
block: {severity: medium, confidence: low}
inline: {severity: low, confidence: low, limit: 20, per_rule: 5}
allow_exemptions: false
exemptions:
  - rule: unsafe-load
    path: tests/*
    reason: Invented models.
    until: 2027-01-31
    owner: mona
"""


def test_the_shipped_policy_says_what_the_vocabulary_defaults_to() -> None:
    assert tighten(default()).policy == Policy()


def test_reads_every_key() -> None:
    exemption = Exemption("unsafe-load", "tests/*", "Invented models.", date(2027, 1, 31), "mona")

    assert parse(FULL) == Layer(
        Severity.MEDIUM, Confidence.LOW, Severity.LOW, Confidence.LOW, 20, 5, exempting=False, exemptions=(exemption,),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("block: {}", "`version: 1` is missing"),
        ("version: 2", "line 1: `version` must be a whole number from 1 to 1"),
        ("version: 1\nblokc: {}", "line 2: unknown key 'blokc'; did you mean `block`?"),
        ("version: 1\nblock:\n  severty: high", "line 3: unknown key 'severty'; did you mean `severity`?"),
        (
            "version: 1\nblock:\n  severity: hihg",
            "line 3: `severity` must be one of `low`, `medium`, `high`, `critical`; did you mean `high`?",
        ),
        ("version: 1\nblock: high", "line 2: `block` must be a mapping"),
        ("version: 1\nversion: 1", "line 2: `version` stands twice"),
        ("version: 1\ninline: {limit: 51}", "line 2: `limit` must be a whole number from 0 to 50"),
        ("version: 1\ninline: {limit: '5'}", "`limit` must be a whole number"),
        ("version: 1\nallow_exemptions: yes", "`allow_exemptions` must be one of `true`, `false`"),
        ("version: 1\nexemptions: [{rule: x, path: y}]", "line 2: an exemption needs `reason`"),
        ("version: 1\nexemptions: [{rule: x, path: y, reason: z, until: soon}]", "`until` must be a date"),
        ("version: 1\nblock: &a {severity: high}", "line 2: anchors and aliases are not used"),
        ("version: 1\nblock: *a", "line 2: anchors and aliases are not used"),
        ("version: 1\nblock: !!python/object:os.system {}", "line 2: tags are not used"),
        ("version: 1\n---\nversion: 1", "line 2: a second document begins"),
        ("version: 1\nblock: " + "[" * 20_000, "nested more than 8 levels"),
        ("version: 1\nblock: [", "not YAML"),
        ("version: 1\n\x00", "not YAML"),
        ("- version", "must be a mapping"),
        ("#" * 65_537, "larger than 64 KB"),
    ],
)
def test_says_in_one_sentence_what_is_wrong_and_where(text: str, said: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        parse(text.encode())

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(BadPolicy, match="not UTF-8"):
        parse(b"version: 1 \xff")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80) | st.text(alphabet="version: 1\n-{}[]&*!#block'\"|>?%@`~", max_size=80).map(str.encode))
def test_no_file_makes_it_raise_anything_else(raw: bytes) -> None:
    try:
        parsed = parse(raw)
    except BadPolicy:
        return
    assert isinstance(parsed, Layer)


def test_a_repository_can_be_stricter_but_not_looser() -> None:
    operator = parse(b"version: 1\nblock: {severity: high, confidence: high}")
    repository = parse(b"version: 1\nblock: {severity: critical, confidence: low}\ninline: {limit: 2}")

    layered = tighten(operator, None, repository)

    assert (layered.policy.block_at, layered.policy.block_confidence, layered.policy.inline_limit) == (Severity.HIGH, Confidence.LOW, 10)
    assert len(layered.set_aside) == 2
    assert "block.severity" in layered.set_aside[0]


def test_the_operator_may_choose_a_looser_floor_than_the_shipped_one() -> None:
    assert tighten(parse(b"version: 1\nblock: {severity: critical}")).policy.block_at is Severity.CRITICAL


def test_what_the_organisation_forbids_the_repository_cannot_accept() -> None:
    accepting = b"version: 1\nexemptions: [{rule: a, path: '*', reason: r}]"
    organisation = parse(accepting + b"\nallow_exemptions: false")

    layered = tighten(default(), organisation, parse(accepting.replace(b"rule: a", b"rule: b")))

    assert [exemption.rule for exemption in layered.policy.exemptions] == ["a"]
    assert layered.set_aside == ("1 exemptions of the repository's policy: the layer below does not allow any",)


_LEVELS = st.builds(
    Layer,
    block_at=st.none() | st.sampled_from(Severity),
    block_confidence=st.none() | st.sampled_from(Confidence),
    inline_at=st.none() | st.sampled_from(Severity),
    inline_limit=st.none() | st.integers(0, 50),
    exempting=st.none() | st.booleans(),
)


@settings(max_examples=100, deadline=None)
@given(_LEVELS, _LEVELS, _LEVELS)
def test_no_layers_above_loosen_the_floor(operator: Layer, organisation: Layer, repository: Layer) -> None:
    floor, whole = tighten(operator).policy, tighten(operator, organisation, repository).policy

    assert whole.block_at <= floor.block_at
    assert whole.block_confidence <= floor.block_confidence
    assert whole.inline_at <= floor.inline_at
    assert whole.inline_limit >= floor.inline_limit


def test_the_schema_agrees_with_the_reader() -> None:
    schema = json.loads((FOLDER / "policy.schema.json").read_text())
    validator = jsonschema_rs.validator_for(schema)

    assert validator.is_valid(json.loads(json.dumps(yaml.safe_load(FULL), default=str)))
    assert validator.is_valid(yaml.safe_load((FOLDER / "policy.yml").read_text()))
    assert not validator.is_valid({"version": 1, "blokc": {}})
    assert schema["$defs"]["severity"]["enum"] == [str(severity) for severity in Severity]
    assert schema["$defs"]["confidence"]["enum"] == [str(confidence) for confidence in Confidence]


@pytest.mark.parametrize("raw", [b'"\\UFFFFFFFF": 1', b'"\\U00110000": 1', b"%YAML 1." + b"9" * 5000 + b"\n--- {}"])
def test_a_character_or_number_that_cannot_be_is_refused_as_any_other(raw: bytes) -> None:
    with pytest.raises(BadPolicy, match="that cannot be"):
        parse(raw)
