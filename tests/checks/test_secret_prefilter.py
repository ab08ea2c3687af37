"""No key of the engine's is in a file that the engine is not shown: its own patterns are asked for examples."""

from __future__ import annotations

import json
import re
import subprocess
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from checks.committed_secret.prefilter import may_hold

ENGINES = Path(__file__).parents[2] / ".venv-engines"
# They find names of servers and of accounts, which are no secrets.
NAMES_ONLY = re.compile(r"-url|-host|-domain|-name|-id(?:\.\d+)?$|packagist")
SHORT = 24


@cache
def rules() -> list[dict[str, Any]]:
    (program,) = ENGINES.resolve().glob("lib/python3.*/site-packages/kingfisher/bin/kingfisher")
    listed = subprocess.run([program, "rules", "list", "--format", "json"], capture_output=True, check=True).stdout
    found: list[dict[str, Any]] = json.loads(listed)
    return [rule for rule in found if not NAMES_ONLY.search(rule["id"])]


def examples(pattern: str, count: int) -> list[str]:
    """ASCII text that the pattern matches; none for one that Python's expressions cannot say."""
    found: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compiled = re.compile(pattern, re.ASCII)

            @seed(1)
            @enough(count)
            @given(st.from_regex(compiled, alphabet=st.characters(codec="ascii")))
            def ask(text: str) -> None:
                found.append(text)

            ask()
        except (re.error, ValueError, OverflowError):
            return []
    return found


def enough(count: int) -> settings:
    return settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def missed(count: int, step: int) -> tuple[list[tuple[str, str]], int]:
    asked = {rule["id"]: examples(rule["pattern"], count) for rule in rules()[::step]}
    wrong = [(name, text) for name, texts in asked.items() for text in texts if not may_hold(text.encode())]
    return wrong, sum(bool(texts) for texts in asked.values())


def test_some_of_the_engines_formats_are_let_through() -> None:
    wrong, asked = missed(3, SHORT)

    assert wrong == []
    assert asked > len(rules()) // SHORT * 0.6


@pytest.mark.long
@pytest.mark.timeout(300)
def test_all_of_the_engines_formats_are_let_through() -> None:
    wrong, asked = missed(10, 1)

    # A word of one letter over and over is what a generator makes, and no registry.
    assert [(name, text) for name, text in wrong if len(set(text)) > 8] == []
    assert asked > len(rules()) * 0.8


@pytest.mark.parametrize(
    "text",
    ["def add(a, b):\n    return a + b\n", "# Shop\n\nSells things.\n", "subprocess.run('convert ' + name, shell=True)\n"],
)
def test_plain_code_and_prose_cost_no_start_of_the_engine(text: str) -> None:
    assert not may_hold(text.encode())


@pytest.mark.parametrize("content", [b"a\0b", "ключ".encode() * 4, b"-----BEGIN", b"x" * 9 + b"7", b"amqp://a:b@c"])
def test_what_is_no_plain_text_or_may_hold_a_key_is_let_through(content: bytes) -> None:
    assert may_hold(content)
