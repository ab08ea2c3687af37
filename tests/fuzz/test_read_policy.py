"""Policy files of every shape: a layer that can be used, or one sentence that can be shown."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

import pytest
from hypothesis import strategies as st

from checks.core.policy import Policy
from config.policy_file import MAX_EXEMPTIONS, MAX_INLINE, BadPolicy, default, parse, tighten
from config.yaml_nodes import MAX_BYTES
from tests.fuzz.hunting import MORSELS, hunt, mutated, tries

FULL = b"""# what we accept
version: 1
block: {severity: medium, confidence: low}
inline:
  severity: low
  confidence: "low"
  limit: 20
  per_rule: 5
allow_exemptions: false
exemptions:
  - rule: unsafe-load
    path: tests/*
    reason: |-
      Invented models.
    until: 2027-01-31
"""
TURNS = (
    *(b"&a ", b"*a", b"!!python/object/apply:os.system ['x']", b"!!int 1", b"<<: {version: 1}", b"<<: *a", b"? "),
    *(b": ", b"- ", b"|", b">9", b"%YAML 1.2\n", b"%TAG ! tag:x,2000:\n", b"---\n", b"...\n", b"version: 1\n"),
    *(b"{", b"}", b"[", b"]", b",", b"\t", b"#"),
    *(b'"', b"'", b'"\\x1b[31m"', b'"\\UFFFFFFFF"', b'"\\ud800"', b'"\\u202e"', b"1_0", b"0o17", b"1e3", b".inf", b"~", b"yes"),
    *(b"2026-02-30", b"0000-00-00", b"9" * 5000, b"../../*", b"(a+)+$", b"[!a]*" * 90),
    *("\u2028".encode(), "\x85".encode(), "\ufeff".encode(), b"\x00", b"\x1b", b"\xff"),
)
BOMBS = {
    "aliases": b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + b"d: [*c,*c]\n" * 99,
    "brackets": b"[" * MAX_BYTES,
    "braces": b"{" * MAX_BYTES,
    "questions": b"? " * (MAX_BYTES // 2),
    "dashes": b"- " * (MAX_BYTES // 2),
    "stairs": b"".join(b" " * depth + b"a:\n" for depth in range(350)),
    "keys": b"version: 1\n" + b"".join(b"k%d: 1\n" % number for number in range(900)),
    "twice": b"version: 1\n" * 900,
    "key": b"version: 1\n" + b"k" * 60_000 + b": 1",
    "quotes": b'"' * MAX_BYTES,
    "exemptions": b"version: 1\nexemptions: [" + b"{rule: a, path: a, reason: a}, " * 2000 + b"]",
    "number": b"version: " + b"1" * 60_000,
    "too large": b"#" * 10_000_000,
    "documents": b"---\n" * 16_000,
    "tag": b"!" + b"%41" * 20_000 + b" a",
}


def is_a_layer_or_a_sentence(raw: bytes) -> None:
    try:
        layer = parse(raw)
    except BadPolicy as refusal:
        said = str(refusal)
        assert said.isprintable(), said
        assert 0 < len(said) < 400
        said.encode()
        return
    assert layer.inline_limit is None or 0 <= layer.inline_limit <= MAX_INLINE
    assert layer.inline_per_rule is None or 1 <= layer.inline_per_rule <= MAX_INLINE
    assert len(layer.exemptions) <= MAX_EXEMPTIONS
    for exemption in layer.exemptions:
        assert f"{exemption.rule}{exemption.path}{exemption.reason}".isprintable()
        assert exemption.until is None or isinstance(exemption.until, date)
    holds, floor = tighten(default(), None, layer).policy, Policy()
    assert (holds.block_at, holds.block_confidence) <= (floor.block_at, floor.block_confidence)
    assert (holds.inline_at, holds.inline_confidence) <= (floor.inline_at, floor.inline_confidence)


@tries
def test_a_damaged_policy_is_a_layer_or_one_sentence(tries: int) -> None:
    hunt(mutated([FULL, default_text()]), is_a_layer_or_a_sentence, tries)


@tries
def test_a_policy_with_yamls_own_words_in_it_is_a_layer_or_one_sentence(tries: int) -> None:
    words = st.sampled_from([*TURNS, *MORSELS, *FULL.splitlines(keepends=True)])

    hunt(st.lists(words, max_size=14).map(b"".join), is_a_layer_or_a_sentence, tries)


@tries
def test_any_text_is_a_layer_or_one_sentence(tries: int) -> None:
    hunt(st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")), is_a_layer_or_a_sentence, tries)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(BadPolicy) as refused:
        parse(BOMBS[name])

    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["*a", "a*", "[a-z]*", "?*", "[!", "**/", "(a+)+"])
def test_a_pattern_that_would_try_everything_is_matched_in_time(piece: str) -> None:
    pattern = (piece * 500)[:500]

    for _ in range(5):
        assert not fnmatchcase("a" * 4000 + "b!", pattern + "#")


def default_text() -> bytes:
    return b"version: 1\nblock:\n  severity: high\n  confidence: medium\nexemptions: []\n"
