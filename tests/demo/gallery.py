"""What people read when a review is not the usual one: nothing found, incomplete, refused, paused, fixed, accepted, help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.conversation.words import HELP
from bot.intake.command import Misread, parse
from bot.review import closing, draft, render
from bot.review.acknowledgement import Acknowledgement, Kind
from bot.review.examination import examine
from bot.review.marker import Signer
from bot.review.permalink import Permalinks
from bot.review.placement import Placed
from bot.review.verdict import judge
from checks.core import Confidence, Finding, NotAnalysed, Related, Rule, Severity, Span
from tests.demo.page import gallery_page
from tests.fakes import FakeForge
from tests.review.scene import HEAD, NOW, Stage, location, pull

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.review.examination import Examination
    from bot.review.ports import Forge
    from bot.review.publication import CheckReport

_RULE = Rule(
    "prompt-injection", "Untrusted text becomes an instruction to the model", Severity.HIGH, Confidence.HIGH,
    "Put the document into a message of its own with the role `user`, and give the model no tools while it reads it.", "CWE-1427",
)  # fmt: skip
_FINDING = Finding(
    _RULE,
    location("chat/answer.py", 41),
    "The text of an uploaded document is joined to the system prompt, so its author can direct the model and its tools.",
    "prompt = SYSTEM + document.text",
    related=(Related(location("chat/upload.py", 17), "The document comes in here:"),),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A text of ours with its title; `conclusion` is that of a check run."""

    title: str
    text: str
    conclusion: str = ""


def _checked(report: CheckReport) -> Card:
    return Card(report.title, report.summary, report.conclusion.value)


def _closed(close: Callable[[Forge], None]) -> Card:
    forge = FakeForge(pull())
    close(forge)
    return _checked(forge.completed[-1].report)


def _clear() -> Examination:
    stage = Stage({"app.py": "fine()\n", "chat/answer.py": "fine()\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())
    return replace(examined, piles=replace(examined.piles, fixed=(_FINDING,)), sandbox="bubblewrap + seccomp")


def _incomplete() -> Examination:
    examined = _clear()
    gaps = (NotAnalysed("models/adapter.bin", "it is a pointer of Git LFS, and its content is not in the repository"),)
    report = replace(examined.report, coverage=replace(examined.report.coverage, gaps=gaps))
    return replace(examined, report=report, verdict=judge(examined.piles, report.coverage, examined.policy))


def checks() -> tuple[Card, ...]:
    """Check runs that are not about findings."""
    written = (draft.write(examined, pull(), Signer(b"key", "1#12")).check for examined in (_clear(), _incomplete()))
    return (
        *map(_checked, written),
        _closed(lambda forge: closing.refuse(pull(), "the objects are larger than 512 MB", forge)),
        _closed(lambda forge: closing.give_up_on(pull(), "the sandbox could not be built: bubblewrap is missing", forge)),
        _closed(lambda forge: closing.pause("octo/chat", 12, "ada", forge, stale=False)),
    )


def comments() -> tuple[Card, ...]:
    """One finding through its life."""
    comment = render.comment(Placed(_FINDING, Span(41, 41), more=2), Permalinks("https://github.example/octo/chat", HEAD, "b" * 40))
    word = Acknowledgement(
        fingerprint=_FINDING.fingerprint, rule=_RULE.id, path="chat/answer.py", severity=Severity.HIGH, copies=1, kind=Kind.ACCEPTED,
        who="ada", when=NOW, reason="The documents are our own manuals; nobody else can upload any.", until=date(2027, 1, 31),
        repo="octo/chat", number=12,
    )  # fmt: skip
    return (
        Card("a new finding", comment),
        Card("accepted", render.acknowledged(comment, word)),
        Card("fixed", render.fixed(comment, HEAD)),
    )


def answers() -> tuple[Card, ...]:
    """What comes back for commands."""
    parsed = ((line, parse(line)) for line in ("hepl", "accept 1f2e3d4c", "accept 1f2e3d4c it is known until soon"))
    return Card("help", HELP), *(Card(f"/bartizan {line}", told.why) for line, told in parsed if isinstance(told, Misread))


def pages() -> dict[str, str]:
    """Every page by its name."""
    return {"other-checks": gallery_page(checks()), "comments": gallery_page(comments()), "answers": gallery_page(answers())}
