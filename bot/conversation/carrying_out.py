"""What each command does, given the facts. Nothing here touches the world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.conversation import words
from bot.conversation.choice import Unclear, choose
from bot.conversation.lifetime import last_day
from bot.conversation.outcome import Effects, Noted, Outcome, Paused, Reaction, Reopened
from bot.intake.command import MAX_COMMANDS, Misread, Verb, parse
from bot.review.acknowledgement import Acknowledgement, Kind, may_not_judge, word_about
from bot.review.budget import Section, fitted
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.facts import Facts
    from bot.conversation.outcome import Change
    from bot.intake.command import Command
    from bot.review.record import RecordedFinding

MAY_COMMAND = frozenset({"admin", "write"})


@dataclass(frozen=True, slots=True)
class _Done:
    """How one command ended. `text` is what its author reads; `why` the reason of a refusal, for the audit log."""

    text: str = ""
    change: Acknowledgement | Change | None = None
    review: bool = False
    finding: str = ""
    why: str = ""


def refuse(lines: Sequence[str], why: str, permission: str = "", reactions: tuple[Reaction, ...] = ()) -> Outcome:
    """Nothing is done and nothing is said; each line is noted."""
    noted = (_noted(parse(line), _Done(why=why), permission) for line in lines)
    return Outcome(Effects(reactions), noted=tuple(noted))


def carry_out(lines: Sequence[str], facts: Facts) -> Outcome:
    """What follows from the lines of one comment: a face, at most one answer, and changes in the order they were asked for."""
    if facts.permission not in MAY_COMMAND:
        return refuse(lines, "no write permission", facts.permission, (Reaction.NO,))
    commands = [parse(line) for line in lines]
    ended = [_carried_out(command, facts) for command in commands[:MAX_COMMANDS]]
    ended += [_refused(f"Only the first {MAX_COMMANDS} commands of a comment are carried out.")] * (len(commands) - len(ended))
    face = Reaction.CONFUSED if any(each.why for each in ended) else Reaction.DONE
    told = dict.fromkeys(each.text for each in ended if each.text)
    reply = fitted([Section((text, "… left out: the answer would be too long."), yields=1) for text in told])
    return Outcome(
        Effects((Reaction.SEEN, face), reply, review=any(each.review for each in ended)),
        tuple(each.change for each in ended if each.change is not None),
        tuple(_noted(command, each, facts.permission) for command, each in zip(commands, ended, strict=True)),
    )


def _carried_out(command: Command | Misread, facts: Facts) -> _Done:
    if isinstance(command, Misread):
        return _refused(command.why)
    try:
        return _WAYS[command.verb](command, facts)
    except Unclear as unclear:
        return _refused(str(unclear))


def _refused(sentence: str) -> _Done:
    return _Done(sentence, why=sentence)


def _acknowledge(command: Command, facts: Facts) -> _Done:
    meant = choose(command.id, facts)
    finding, severity = meant.finding, Severity[meant.finding.severity.upper()]
    if may_not_judge(facts.who, facts.author, severity):
        own = _refused(f"{meant.id} is {severity}: somebody other than the author of the pull request has to acknowledge it.")
        return replace(own, finding=finding.fingerprint)
    word = Acknowledgement(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        path=finding.path,
        severity=severity,
        copies=meant.copies,
        kind=Kind.ACCEPTED if command.verb is Verb.ACCEPT else Kind.FALSE_POSITIVE,
        who=facts.who,
        when=facts.now,
        reason=command.reason,
        until=last_day(command.until, facts.now.date(), facts.lifetimes),
        repo=facts.repo,
        number=facts.number,
        kinship=finding.kinship,
    )
    return _Done(change=word, review=True, finding=finding.fingerprint)


def _reopen(command: Command, facts: Facts) -> _Done:
    # What was said may be about a finding that this pull request does not have.
    held = {word.fingerprint for word in facts.words}
    known = {each for each in held if command.id and each.rpartition(":")[2].startswith(command.id)}
    fingerprint = known.pop() if len(known) == 1 else _held(choose(command.id, facts).finding, facts)
    if fingerprint not in held:
        return replace(_refused("Nothing is acknowledged there; `/bartizan list` names what is."), finding=fingerprint)
    return _Done(change=Reopened(fingerprint), review=True, finding=fingerprint)


def _held(finding: RecordedFinding, facts: Facts) -> str:
    """The fingerprint under which the finding was acknowledged: another one when this pull request has renamed its file since."""
    word = word_about(finding, facts.words, facts.number)
    return finding.fingerprint if word is None else word.fingerprint


def _explain(command: Command, facts: Facts) -> _Done:
    meant = choose(command.id, facts)
    return _Done(words.explanation(meant, facts), finding=meant.finding.fingerprint)


def _fix(command: Command, facts: Facts) -> _Done:
    meant = choose(command.id, facts)
    return _Done(words.repair(meant, facts), finding=meant.finding.fingerprint)


_WAYS: Mapping[Verb, Callable[[Command, Facts], _Done]] = {
    Verb.RESCAN: lambda *_: _Done(review=True),
    Verb.EXPLAIN: _explain,
    Verb.FALSE_POSITIVE: _acknowledge,
    Verb.ACCEPT: _acknowledge,
    Verb.REOPEN: _reopen,
    Verb.LIST: lambda _, facts: _Done(words.overview(facts)),
    Verb.FIX: _fix,
    Verb.PAUSE: lambda *_: _Done(change=Paused(paused=True)),
    # What came meanwhile was not looked at.
    Verb.RESUME: lambda *_: _Done(change=Paused(paused=False), review=True),
    Verb.HELP: lambda *_: _Done(words.HELP),
}


def _noted(command: Command | Misread, ended: _Done, permission: str) -> Noted:
    verb = "misread" if isinstance(command, Misread) else command.verb.value
    detail: dict[str, object] = {"outcome": "refused" if ended.why else "done", "permission": permission}
    if not isinstance(command, Misread):
        detail |= {name: value for name in ("id", "reason", "until") if (value := getattr(command, name))}
    word = ended.change
    detail |= {"until": word.until.isoformat()} if isinstance(word, Acknowledgement) else {}
    detail |= {name: value for name, value in (("finding", ended.finding), ("why", ended.why)) if value}
    return Noted(f"command.{verb}", detail)
