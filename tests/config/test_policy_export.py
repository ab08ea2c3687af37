"""What was exported is read back by the reader of policy files, whatever people have written."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.core.policy import Exemption
from config.policy_export import literal, write
from config.policy_file import parse

_VISIBLE = st.characters(exclude_categories=["C", "Z"])
_TEXT = st.text(_VISIBLE, min_size=1, max_size=80)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT, st.dates(date(2026, 1, 1), date(2099, 1, 1)), _TEXT), max_size=4))
def test_the_reader_of_policies_reads_it_back(entries: list[tuple[str, str, date, str]]) -> None:
    exemptions = tuple(Exemption("evil-call", literal(path), reason, until, owner) for path, reason, until, owner in entries)

    written = write(exemptions)

    assert parse(written.encode()).exemptions == exemptions


@pytest.mark.parametrize("reason", ["yes", "12", "2027-01-31", "a: b # c", "- x", "'", "!!python/object:x", "&a *a", "~", "\U0001f600?"])
def test_words_that_mean_something_in_yaml_stay_words(reason: str) -> None:
    exemption = Exemption("evil-call", "a.py", reason, None, "mona")

    assert parse(write([exemption]).encode()).exemptions == (exemption,)


@pytest.mark.parametrize("path", ["a*b.py", "a[1].py", "what?.py", "[*?].py", "plain.py"])
def test_a_path_is_meant_literally(path: str) -> None:
    assert fnmatchcase(path, literal(path))
    assert not fnmatchcase("axb.py", literal("a*b.py"))
