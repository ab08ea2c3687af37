"""What the button of the check run shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversation.words import accepted
from bot.review.acknowledgement import Acknowledgement, Kind
from bot.review.record import RecordedFinding
from checks.core.severity import Severity
from tests.review.scene import NOW

FINDING = RecordedFinding("v1:" + "a" * 32, "evil-call", "app.py", 2, "high", "high", "acknowledged")
WORD = Acknowledgement(
    fingerprint=FINDING.fingerprint,
    rule="evil-call",
    path="app.py",
    severity=Severity.HIGH,
    copies=1,
    kind=Kind.FALSE_POSITIVE,
    who="mona",
    when=NOW,
    reason="Checked before.",
    until=date(2027, 1, 31),
    repo="octo/chat",
    number=12,
)


def test_tells_who_what_why_and_until_when() -> None:
    told = accepted([FINDING], [WORD], 12)

    assert "`app.py`: a false positive according to `mona` until 2027-01-31: Checked before" in told


def test_what_is_acknowledged_elsewhere_in_the_repository_is_left_to_the_list() -> None:
    elsewhere = replace(WORD, fingerprint="v1:" + "b" * 32, who="lisa")

    assert "lisa" not in accepted([FINDING], [WORD, elsewhere], 12)


def test_what_holds_no_longer_is_not_shown() -> None:
    assert accepted([FINDING], [], 12) == "Nothing of this pull request is acknowledged any more."


def test_what_would_not_fit_is_counted() -> None:
    many = [(replace(FINDING, fingerprint=f"v1:{n:032x}"), replace(WORD, fingerprint=f"v1:{n:032x}", path="d/" * 2000)) for n in range(40)]

    told = accepted([finding for finding, _ in many], [word for _, word in many], 12)

    assert told.startswith("**Acknowledged** (40)")
    assert len(told) < 65_535


def test_what_was_said_before_the_file_was_renamed_is_shown() -> None:
    renamed = replace(FINDING, fingerprint="v1:" + "c" * 32, path="b.py", kinship="v1:" + "d" * 32)
    word = replace(WORD, kinship=renamed.kinship)

    assert "**Acknowledged** (1)" in accepted([renamed], [word], 12)
    assert accepted([renamed], [replace(word, number=13)], 12).startswith("Nothing")
