"""A conversation to vary: one pull request, a few findings, and ports that remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.conversation.facts import Facts, Lifetimes, Page
from bot.conversation.outcome import Effects, Paused, Reaction, Reopened
from bot.review.acknowledgement import Acknowledgement, Kind
from bot.review.record import RecordedFinding
from checks.core.severity import Severity

if TYPE_CHECKING:
    from bot.conversation.outcome import Heard, Outcome
    from bot.intake.said import Said

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
ONE, TWO, TWIN, MILD, OLD = (f"v1:{digits * 4}" for digits in ("0123abcd", "4567abcd", "0123abce", "89abcdef", "fedcba98"))


def found(fingerprint: str, severity: str = "high", state: str = "reported", line: int | None = 7) -> RecordedFinding:
    return RecordedFinding(fingerprint, "evil-call", "src/a`b.py", line, severity, "high", state)


FINDINGS = (found(ONE), found(ONE, line=9), found(TWO, "critical"), found(MILD, "medium"), found(OLD, state="preexisting"))


def word(fingerprint: str = ONE, until: date = TODAY + timedelta(days=9)) -> Acknowledgement:
    reason = "Behind @octo-org/vpn #1 <img>"
    return Acknowledgement(
        fingerprint, "evil-call", "a.py", Severity.HIGH, 1, Kind.ACCEPTED, "mona", NOW, reason, until, "octo/chat", 12,
    )


class FakeBook:
    def page(self, rule: str) -> Page | None:
        return Page("Evil call", "Call something else.", "#### Why it matters\n\nIt is evil.") if rule == "evil-call" else None


@dataclass
class FakeComments:
    text: str = ""

    def about(self, fingerprint: str) -> str:
        return self.text


def facts(who: str = "mona", **changed: object) -> Facts:
    usual: dict[str, object] = {
        "repo": "octo/chat",
        "number": 12,
        "author": "dev",
        "permission": "write",
        "now": NOW,
        "findings": FINDINGS,
        "thread": "",
        "words": (),
        "lifetimes": Lifetimes(),
        "book": FakeBook(),
        "comments": FakeComments(),
    }
    return Facts(who=who, **(usual | changed))  # type: ignore[arg-type]  # whatever a test varies


@dataclass
class FakeLedger:
    """Remembers in memory; `recently` commands are said to have been given in the last minute."""

    effects: dict[str, Effects] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    held: list[Acknowledgement] = field(default_factory=list)
    recently: int = 0
    paused: str | None = None
    known: tuple[RecordedFinding, ...] | None = FINDINGS

    def kept(self, id_: str) -> Effects | None:
        return self.effects.get(id_)

    def keep(self, heard: Heard, outcome: Outcome) -> None:
        if heard.id in self.effects:
            return
        self.effects[heard.id] = outcome.effects
        self.outcomes.append(outcome)
        for change in outcome.changes:
            match change:
                case Acknowledgement():
                    self.held.append(change)
                case Reopened(fingerprint=fingerprint):
                    self.held = [each for each in self.held if each.fingerprint != fingerprint]
                case Paused(paused=paused):
                    self.paused = heard.who if paused else None

    def recent(self, heard: Heard, since: datetime) -> int:
        return self.recently

    def words(self, repo_id: int, today: date) -> tuple[Acknowledgement, ...]:
        return tuple(self.held)

    def findings(self, repo: str, number: int) -> tuple[RecordedFinding, ...] | None:
        return self.known

    def paused_by(self, repo_id: int, number: int) -> str | None:
        return self.paused


@dataclass
class FakeForum:
    """Notes what is done. `dies_at`: the place in the row of writes where the process ends once."""

    level: str = "write"
    faces: list[Reaction] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    asked: int = 0
    ours: str = ""
    dies_at: int | None = None

    def permission(self, repo: str, login: str) -> str:
        self.asked += 1
        return self.level

    def react(self, repo: str, comment: int, said: Said, reaction: Reaction) -> None:
        self._live()
        if reaction not in self.faces:
            self.faces.append(reaction)

    def reply(self, repo: str, number: int, said: Said, body: str) -> None:
        self._live()
        if body not in self.replies:
            self.replies.append(body)

    def our_words(self, repo: str, comment: int) -> str:
        return self.ours

    def _live(self) -> None:
        if self.dies_at is not None:
            self.dies_at -= 1
            if self.dies_at < 0:
                self.dies_at = None
                raise ConnectionError("the worker died here")
