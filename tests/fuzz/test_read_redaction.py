"""Text with secrets in it, in every dress: none of them comes through, and no text costs more than its length."""

from __future__ import annotations

import base64
import io
import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import strategies as st

from config import logs
from config.redaction import HIDDEN, MAX_TEXT, Redactor
from config.secret import Secret
from tests.fuzz.hunting import JSON, hunt, tries

if TYPE_CHECKING:
    from collections.abc import Callable

CALM = st.text("abc XYZ019 .,:;/+-_=%&?\"'\\{}[]()<>\n\r\t\u00e9\u2028", max_size=60)
SECRETS = st.text("ABCDEFGHJKLMNPQRSTUVWZdfghjkmnpqrstvwz23456789%/+=~&^$#@!-_.", min_size=12, max_size=60)
DRESSES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "json": lambda value: json.dumps(value)[1:-1],
    "quoted": lambda value: quote(value, safe=""),
    "form": quote_plus,
    "base64": lambda value: base64.b64encode(value.encode()).decode(),
    "urlsafe": lambda value: base64.urlsafe_b64encode(value.encode()).decode(),
    "basic": lambda value: base64.b64encode(f"x-access-token:{value}".encode()).decode(),
    "wrapped": lambda value: "\n  ".join(value[at : at + 7] for at in range(0, len(value), 7)),
    "address": lambda value: f"https://x-access-token:{quote(value, safe='')}@github.example/o/r.git",
}
ADVERSARIAL = (
    *("eyJ", "eyJ.", "eyJaaaaaaaa.", "ghs_", "gha_a\n ", "github_pat_", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----"),
    *("-----BEGIN A PRIVATE KEY", "authorization", "authorization: ", "authorization: basic ", "Authorization="),
    *("a://", "a://b:", "a://b:c", "a+", ":", "@", " ", "\n", "\\n", "\n ", "a" * 19 + "\n"),
    *("\ud800", "\0", "[redacted]", "ghs_" + "a" * 19 + " ", "%2", "MII"),
)


@tries
@pytest.mark.parametrize("dress", sorted(DRESSES))
def test_a_known_secret_comes_through_in_no_dress(dress: str, tries: int) -> None:
    def examine(made: tuple[str, str, str]) -> None:
        before, value, after = made
        dressed = DRESSES[dress](value)

        text = Redactor([Secret(value)]).text(f"{before}{dressed}{after}")

        assert value not in text
        assert dressed not in text
        if dress == "wrapped":
            assert value not in "".join(text.split())

    hunt(st.tuples(CALM, SECRETS, CALM), examine, tries)


@tries
def test_a_secret_comes_through_at_no_depth_of_a_logged_value(tries: int) -> None:
    value = "k%7/Zq+x9.Vb_2~w=Rt&5^Yu"
    secrets = st.sampled_from([value, quote(value, safe=""), f"x{value}x", "ghs_" + "A1b2" * 9])
    names = secrets | st.text(max_size=5)
    values = st.recursive(secrets | JSON, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3))

    def examine(made: object) -> None:
        written = json.dumps(Redactor([Secret(value)]).value(made), ensure_ascii=True)
        assert value not in written
        assert quote(value, safe="") not in written
        assert "A1b2A1b2" not in written

    hunt(values, examine, tries)


@pytest.fixture
def lines() -> io.StringIO:
    return io.StringIO()


@tries
def test_whatever_is_logged_is_one_line_of_json_without_the_secret(lines: io.StringIO, tries: int) -> None:
    value = "k%7/Zq+x9.Vb_2~w=Rt&5^Yu"
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.set_up(secrets=[Secret(value)], stream=lines, console=False)

    def examine(made: tuple[str, object]) -> None:
        lines.seek(0)
        lines.truncate()
        logs.logger("fuzz").info(made[0], value=made[1], told=[made[0], value])
        logging.getLogger("foreign").warning("%s", f"{made[0]}{value}\n{value}")
        written = lines.getvalue().splitlines()
        assert len(written) == 2
        assert all(isinstance(json.loads(line), dict) for line in written)
        assert json.dumps(value)[1:-1] not in lines.getvalue()

    try:
        hunt(st.tuples(CALM | st.text(max_size=30), JSON), examine, tries)
    finally:
        root.handlers[:], root.level = before


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_a_megabyte_of_beginnings_costs_no_time(piece: str) -> None:
    redactor = Redactor([Secret("k%7/Zq+x9.Vb_2~w=Rt&5^Yu")])

    for text in ((piece * 1_000_000)[:1_000_000], (piece * MAX_TEXT)[:MAX_TEXT], "authorization" + (piece * MAX_TEXT)[: MAX_TEXT - 13]):
        assert len(redactor.text(text)) <= len(text) + len(HIDDEN) * (len(text) // 8 + 1)
