"""What people have said about a finding: it does not count, its comment says so, and it comes back when the word no longer holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.review.acknowledgement import Acknowledgement, Kind
from bot.review.pipeline import Reviewed, review
from bot.review.public_id import public_id
from checks.core.severity import Severity
from tests.review.scene import NOW, Stage

TODAY = NOW.date()


@dataclass
class Spoken:
    """A review of one file, and what people have said by then."""

    stage: Stage = field(default_factory=lambda: Stage({"app.py": "evil(1)\n"}))
    words: tuple[Acknowledgement, ...] = ()

    def run(self, stage: Stage | None = None) -> Reviewed:
        if stage is not None:
            stage.forge = self.stage.forge
            self.stage = stage
        ended = review("octo/chat", 12, replace(self.stage.desk(), acknowledged=lambda _: self.words))
        assert isinstance(ended, Reviewed)
        return ended

    def acknowledge(self, ended: Reviewed, **changed: object) -> None:
        found = ended.record.findings[0]
        word = Acknowledgement(
            fingerprint=found.fingerprint,
            rule=found.rule,
            path=found.path,
            severity=Severity[found.severity.upper()],
            copies=1,
            kind=Kind.ACCEPTED,
            who="mona",
            when=NOW,
            reason="Behind a @VPN.",
            until=TODAY + timedelta(days=90),
            repo="octo/chat",
            number=12,
        )
        self.words = (replace(word, **changed),)  # type: ignore[arg-type]  # whatever the test varies

    @property
    def body(self) -> str:
        (comment,) = self.stage.forge.state.comments
        return comment.body


def test_an_acknowledged_finding_does_not_count_and_its_comment_says_who_why_and_until_when() -> None:
    spoken = Spoken()
    first = spoken.run()
    spoken.acknowledge(first)

    ended = spoken.run()

    assert first.record.decision == "block"
    assert (ended.record.decision, ended.record.summary) == ("clear", "No open findings, 1 acknowledged")
    assert [found.state for found in ended.record.findings] == ["acknowledged"]
    assert "accepted according to `mona` until 2027-02-21: Behind a @\u200bVPN\\." in spoken.body.replace("\\@", "@")
    assert "Evil call" in spoken.body


def test_saying_it_twice_writes_once() -> None:
    spoken = Spoken()
    spoken.acknowledge(spoken.run())
    spoken.run()
    before = spoken.stage.forge.writes

    spoken.run()

    assert spoken.stage.forge.writes == before


def test_another_reason_is_written_into_the_comment() -> None:
    spoken = Spoken()
    first = spoken.run()
    spoken.acknowledge(first)
    spoken.run()
    spoken.acknowledge(first, reason="Another one", kind=Kind.FALSE_POSITIVE)

    spoken.run()

    assert "a false positive according to `mona` until 2027-02-21: Another one" in spoken.body


@pytest.mark.parametrize(
    "changed",
    [{"until": TODAY - timedelta(days=1)}, {"who": "Dev"}, {"severity": Severity.MEDIUM}, {"copies": 0}, {"fingerprint": "v1:" + "0" * 32}],
    ids=["expired", "of the author", "of something milder", "of none", "of something else"],
)
def test_a_word_that_does_not_hold_leaves_the_finding_reported(changed: dict[str, object]) -> None:
    spoken = Spoken()
    spoken.acknowledge(spoken.run(), **changed)

    ended = spoken.run()

    assert ended.record.decision == "block"
    assert "Acknowledged" not in spoken.body


def test_it_holds_on_its_last_day_and_is_reported_again_afterwards() -> None:
    spoken = Spoken()
    first = spoken.run()
    spoken.acknowledge(first, until=TODAY)
    assert spoken.run().record.decision == "clear"
    spoken.acknowledge(first, until=TODAY - timedelta(days=1))

    ended = spoken.run()

    assert ended.record.decision == "block"
    assert "Acknowledged" not in spoken.body
    assert len(spoken.stage.forge.state.comments) == 1


def test_it_survives_lines_above_it_and_covers_no_second_copy() -> None:
    spoken = Spoken()
    spoken.acknowledge(spoken.run())

    moved = spoken.run(Stage({"app.py": "\n\n\nevil(1)\n"}))
    doubled = spoken.run(Stage({"app.py": "evil(1)\n\n\n\n\nevil(1)\n"}))

    assert moved.record.decision == "clear"
    assert doubled.record.summary == "1 finding, 1 blocking, 1 acknowledged"


def test_what_is_fixed_after_all_is_struck() -> None:
    spoken = Spoken()
    spoken.acknowledge(spoken.run())
    spoken.run()

    spoken.run(Stage({"app.py": "fine()\n"}))

    assert "Fixed in" in spoken.body


def test_a_comment_shows_the_id_by_which_its_finding_is_called() -> None:
    spoken = Spoken()

    ended = spoken.run()

    assert f"`{public_id(ended.record.findings[0].fingerprint)}`" in spoken.body


def renamed_after_a_word(**changed: object) -> Spoken:
    """Acknowledged in `app.py`, as the ledger keeps it with everything that the review recorded."""
    spoken = Spoken()
    first = spoken.run()
    spoken.acknowledge(first, kinship=first.record.findings[0].kinship, **changed)
    spoken.run()
    return spoken


def test_what_was_acknowledged_stays_so_when_the_pull_request_renames_the_file() -> None:
    spoken = renamed_after_a_word()

    ended = spoken.run(Stage({"moved.py": "\n\nevil(1)\n"}))
    writes = spoken.stage.forge.writes
    spoken.run()

    assert (ended.record.decision, [found.state for found in ended.record.findings]) == ("clear", ["acknowledged"])
    assert "**Acknowledged**: accepted according to `mona`" in spoken.body
    assert "Fixed in" not in spoken.body
    assert spoken.stage.forge.writes == writes


@pytest.mark.parametrize(
    "changed", [{"number": 13}, {"kinship": ""}, {"kinship": "v1:" + "0" * 32}], ids=["in another one", "before 0.1", "of other code"]
)
def test_what_was_said_elsewhere_or_of_other_code_follows_no_renaming(changed: dict[str, object]) -> None:
    spoken = renamed_after_a_word()
    spoken.words = (replace(spoken.words[0], **changed),)  # type: ignore[arg-type]  # whatever the test varies

    assert spoken.run(Stage({"moved.py": "evil(1)\n"})).record.decision == "block"


def test_a_copy_of_what_was_acknowledged_is_reported_while_the_file_is_there() -> None:
    spoken = renamed_after_a_word()

    ended = spoken.run(Stage({"app.py": "evil(1)\n", "copy.py": "evil(1)\n"}))

    assert sorted((found.path, found.state) for found in ended.record.findings) == [("app.py", "acknowledged"), ("copy.py", "reported")]


def test_of_two_files_that_could_be_the_renamed_one_no_more_are_covered_than_there_were() -> None:
    spoken = renamed_after_a_word()

    ended = spoken.run(Stage({"b.py": "evil(1)\n", "c.py": "evil(1)\n"}))

    assert sorted(found.state for found in ended.record.findings) == ["acknowledged", "reported"]


def test_renamed_and_no_longer_held_it_is_reported_in_the_same_comment() -> None:
    spoken = renamed_after_a_word()
    spoken.words = ()

    ended = spoken.run(Stage({"moved.py": "evil(1)\n"}))

    assert ended.record.decision == "block"
    assert "Acknowledged" not in spoken.body
