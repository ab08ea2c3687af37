"""A live secret is taken out however it is spelled, as long as it may open something."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote

import pytest

from config.redaction import HIDDEN, LINGERING, MAX_TEXT, Redactor
from config.secret import Secret

# Looks like nothing: only its exact value can give it away.
LIVE = "k%7/Zq+x9.Vb_2~w=Rt&5^Yu"
BODY = "eyJ0eXAiOiJKV1QifQ.eyJq" + "aB3-_x9Q" * 44 + "." + "Zz8_-Qw1" * 12
TOKENS = [f"ghs_123456_{BODY}", "ghs_" + "a1" * 18, *(f"gh{letter}_" + "B2" * 18 for letter in "pour"), "github_pat_11ABC_" + "c3" * 30]


def wrapped(text: str, width: int, end: str) -> str:
    return end.join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("around", ["{}", "token={};", "https://x-access-token:{}@github.example/o/r.git", '{{"token":"{}"}}', "({})."])
def test_nothing_of_a_token_is_left_that_nobody_told_of(token: str, around: str) -> None:
    text = Redactor().text(around.format(token))

    assert HIDDEN in text
    assert not any(token[at : at + 12] in text for at in range(len(token) - 12))


@pytest.mark.parametrize("end", ["\n", "\r\n  ", "\\n", "\n\t"])
def test_a_wrapped_token_is_taken_out_on_every_line(end: str) -> None:
    text = Redactor().text(f"sent {wrapped(TOKENS[0], 70, end)}\nand waited")

    assert text.startswith(f"sent {HIDDEN}")
    assert "aB3-_x9Q" not in text
    assert text.endswith("and waited")


def test_the_line_after_a_token_stays() -> None:
    assert Redactor().text(f"{TOKENS[1]}\nwas refused") == f"{HIDDEN}\nwas refused"


@pytest.mark.parametrize("before", ["", "a", "ab", "x-access-token:", "x-access-token::"])
@pytest.mark.parametrize("after", ["", "\n", "zz", "zzz"])
@pytest.mark.parametrize("coder", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_gives_it_away_at_no_offset(before: str, after: str, coder: object) -> None:
    coded = coder(f"{before}{LIVE}{after}".encode()).decode()  # type: ignore[operator]

    text = Redactor([Secret(LIVE)]).text(f"basic_{coded}_end")

    assert HIDDEN in text
    assert len(text) <= len("basic_") + len(before) * 2 + len(HIDDEN) + 12 + len("_end")


@pytest.mark.parametrize(
    "spelled",
    [
        LIVE,
        json.dumps(LIVE + '"'),
        quote(LIVE, safe=""),
        re.sub("%..", lambda found: found.group().lower(), quote(LIVE, safe="")),
        wrapped(LIVE, 7, "\n"),
        wrapped(LIVE, 5, "\\n"),
        wrapped(base64.b64encode(LIVE.encode()).decode(), 11, "\r\n    "),
    ],
)
def test_a_live_secret_is_taken_out_in_every_spelling(spelled: str) -> None:
    text = Redactor([Secret(LIVE)]).text(f"before {spelled} after\nnext")

    assert text.startswith("before ")
    assert text.endswith(" after\nnext")
    assert HIDDEN in text
    assert "Zq" not in text
    assert "Rt" not in text


def test_two_wrapped_secrets_leave_what_stands_between_them() -> None:
    other = "another-live-secret"

    text = Redactor([Secret(LIVE), Secret(other)]).text(f"a\n{wrapped(LIVE, 9, chr(10))} b {wrapped(other, 4, chr(10))}\nc {LIVE}")

    assert text == f"a\n{HIDDEN} b {HIDDEN}\nc {HIDDEN}"


def test_a_revoked_secret_is_taken_out_until_many_others_were_revoked_after_it() -> None:
    redactor = Redactor([Secret(LIVE)])
    redactor.forget(Secret(LIVE))
    soon = redactor.text(LIVE)

    for number in range(LINGERING):
        redactor.learn(Secret(f"secret-number-{number:04}"))
        redactor.forget(Secret(f"secret-number-{number:04}"))

    assert soon == HIDDEN
    assert redactor.text(LIVE) == LIVE
    assert redactor.text("secret-number-0000") == HIDDEN


def test_a_key_is_taken_out_with_its_body_on_one_line() -> None:
    body = wrapped("MIIEow" + "Qk3/+x" * 40, 64, "\n")
    pem = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----\n"

    for spelled in (pem, pem.replace("\n", "\\n"), pem[:200], base64.b64encode(pem.encode()).decode()):
        assert Redactor([Secret(pem)]).text(f"x {spelled} y").replace(HIDDEN, "").replace("x", "").replace("y", "").strip(" \nK\\n=") == ""


def test_a_page_of_blanks_and_line_ends_costs_no_time() -> None:
    redactor = Redactor([Secret(LIVE)])

    assert redactor.text(" " * MAX_TEXT) == " " * MAX_TEXT
    assert redactor.text("\n " * (MAX_TEXT // 2)) == "\n " * (MAX_TEXT // 2)


@pytest.mark.parametrize("secret", [LIVE, TOKENS[0], "https://x:correct-horse-battery@db.example/"])
@pytest.mark.parametrize("inside", [1, 9, 14, 20, 23])
def test_no_secret_is_cut_in_two_where_a_long_text_ends(secret: str, inside: int) -> None:
    text = Redactor([Secret(LIVE)]).text(" " * (MAX_TEXT - inside) + secret + " and more" * 2000)

    assert text.endswith("… [cut]")
    assert "/Zq+" not in text
    assert "horse" not in text
    assert "123456" not in text


@pytest.mark.timeout(30)
def test_a_page_that_begins_a_token_at_every_third_letter_costs_no_time() -> None:
    page = ("eyJ" * MAX_TEXT)[:MAX_TEXT]

    assert [Redactor().text(page) for _ in range(60)] == [page] * 60


@pytest.mark.parametrize("before", ["", "token=", "x", "my_", "a.b-eyJ"])
def test_a_token_is_found_behind_any_letters(before: str) -> None:
    assert Redactor().text(f"{before}{BODY} end") in {f"{before}{HIDDEN} end", f"{before.removesuffix('eyJ')}{HIDDEN} end"}
