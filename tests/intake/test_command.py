"""Commands in comments: where they may stand, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.command import MAX_COMMANDS, Command, Misread, Verb, command_lines, parse

ID = "0123abcd"


@pytest.mark.parametrize(
    "body",
    [
        "/bartizan rescan",
        "Please:\r\n\r\n/bartizan rescan",
        "Please:\n/bartizan   rescan \nThank you.",
        "```\ncode\n```\n/bartizan rescan",
        "<!-- a --> hidden\n/bartizan rescan",
        "```inline``` text\n/bartizan rescan",
        "> What about this?\n\n/bartizan rescan",
    ],
)
def test_reads_a_command_at_the_start_of_a_line(body: str) -> None:
    assert command_lines(body) == ("rescan",)


@pytest.mark.parametrize(
    "body",
    [
        "> /bartizan rescan",
        "> quoted\n/bartizan rescan",
        "- > quoted\n/bartizan rescan",
        "say /bartizan rescan",
        "say\u2028/bartizan rescan",
        "say\x0b/bartizan rescan",
        "```\n/bartizan rescan\n```",
        "~~~ yaml\n```\n/bartizan rescan\n~~~",
        "````\n```\n/bartizan rescan\n````",
        "    /bartizan rescan",
        "\t/bartizan rescan",
        "/bartizanrescan",
        "<!--\n/bartizan rescan\n-->",
        "- ```\n  /bartizan rescan\n  ```",
        "`/bartizan rescan`",
        "/Bartizan rescan",
        "x" * 70_000 + "\n/bartizan rescan",
    ],
)
def test_reads_no_command_elsewhere(body: str) -> None:
    assert command_lines(body) == ()


def test_each_line_is_a_command_and_their_number_has_an_end() -> None:
    assert command_lines("/bartizan pause\n\n/bartizan list\n") == ("pause", "list")
    assert len(command_lines("/bartizan list\n" * 100)) == MAX_COMMANDS + 1


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", Command(Verb.HELP)),
        ("help me", Command(Verb.HELP)),
        ("Rescan please", Command(Verb.RESCAN)),
        (f"explain {ID}", Command(Verb.EXPLAIN, ID)),
        ("explain", Command(Verb.EXPLAIN)),
        (f"reopen `v1:{ID.upper()}`", Command(Verb.REOPEN, ID)),
        (f"fp {ID} The value is a constant.", Command(Verb.FALSE_POSITIVE, ID, "The value is a constant.")),
        ("fp It is a test.", Command(Verb.FALSE_POSITIVE, "", "It is a test.")),
        (f"accept {ID} Behind a VPN until 2027-01-31", Command(Verb.ACCEPT, ID, "Behind a VPN", "2027-01-31")),
        (f"accept {ID}: Behind a VPN until 90d.", Command(Verb.ACCEPT, ID, "Behind a VPN", "90d")),
        ("accept until we move it", Command(Verb.ACCEPT, "", "until we move it")),
    ],
)
def test_understands(line: str, meant: Command) -> None:
    assert parse(line) == meant


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("frobnicate", "help"),
        ("rescanned", "help"),
        (f"accept {ID}", "reason"),
        (f"accept {ID} ok", "reason"),
        (f"fp {ID} {'x' * 301}", "reason"),
        (f"accept {ID} until 90d", "reason"),
        (f"accept {ID} Too hard until tomorrow", "2027-01-31"),
        (f"accept {ID} Too hard until 0d", "2027-01-31"),
    ],
)
def test_says_what_is_wrong_and_repeats_nothing(line: str, part: str) -> None:
    answer = parse(line)

    assert isinstance(answer, Misread)
    assert part in answer.why
    assert "frobnicate" not in answer.why


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("/bartizn accept fpul0123456789d`>\n\r\t -~<!@\u202e\u2028\x00")), max_size=120))
def test_whatever_is_written_becomes_bounded_lines_of_visible_text(body: str) -> None:
    for line in command_lines("/bartizan " + body):
        meant = parse(line)

        assert line.isprintable()
        assert isinstance(meant, Misread) or meant.reason.isprintable()
        assert isinstance(meant, Misread) or meant.verb not in {Verb.ACCEPT, Verb.FALSE_POSITIVE} or 3 <= len(meant.reason) <= 300
