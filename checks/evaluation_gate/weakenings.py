"""Where a change makes an evaluation ask for less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.evaluation_gate.demands import conditions, numbers, skips, tests
from checks.evaluation_gate.evaluations import evaluates, is_workflow
from checks.evaluation_gate.pipeline import softened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.place import RepoPath
    from checks.lifecycle.sides import Pair

MAX_EVALUATION = 500_000


@dataclass(frozen=True, slots=True)
class Weakening:
    """`line` is at head; 0 for what has no place there, such as a file that went."""

    path: RepoPath
    line: int
    words: str


def weakenings(changed: Sequence[Pair]) -> Iterator[Weakening]:
    """Those of the files that were evaluations before."""
    for pair in changed:
        if pair.before is None or pair.after is None or max(len(pair.before), len(pair.after)) > MAX_EVALUATION:
            continue
        if is_workflow(pair.path):
            yield from (Weakening(pair.path, line, words) for line, words in softened(pair.before, pair.after))
        elif evaluates(pair.path, pair.before):
            yield from _within(pair, _text(pair.before), _text(pair.after))
    yield from _gone([pair for pair in changed if not is_workflow(pair.path)])


def _within(pair: Pair, before: str, after: str) -> Iterator[Weakening]:
    old = numbers(before)
    for key, now in numbers(after).items():
        was = old.get(key, [])
        # Where one was added or taken away, nobody can tell which of them is which.
        for one, other in zip(now, was, strict=True) if len(now) == len(was) else ():
            if one.weaker_than(other):
                yield Weakening(pair.path, one.line, f"`{_shown(one.name)}` was {other.value:g} and is {one.value:g}")
    skipped, before_skipped = skips(after), len(skips(before))
    if len(skipped) > before_skipped:
        yield Weakening(pair.path, skipped[-1], "a test of the model is skipped, or may fail")


def _gone(changed: Sequence[Pair]) -> Iterator[Weakening]:
    """Tests and assertions that are nowhere in the change any more: what has moved is not lost."""
    if any(len(side or b"") > MAX_EVALUATION for pair in changed for side in (pair.before, pair.after)):
        return  # What went may be in what is not read.
    olds = [pair for pair in changed if pair.before is not None and evaluates(pair.path, pair.before)]
    kept = {name for pair in changed for name in tests(_text(pair.after))}
    asked = sum(conditions(_text(pair.after)) for pair in changed)
    for pair in olds:
        lost = [name for name in tests(_text(pair.before)) if name not in kept]
        if lost:
            several = f"{len(lost)} tests of the model, `{_shown(lost[0])}` first," if lost[1:] else f"the test `{_shown(lost[0])}`"
            yield Weakening(pair.path, 0, f"{several} taken out")
    fewer = sum(conditions(_text(pair.before)) for pair in olds) - asked
    if fewer > 0:
        first = next(pair for pair in olds if conditions(_text(pair.before)) > conditions(_text(pair.after)))
        yield Weakening(first.path, 0, f"{fewer} {'assertion' if fewer == 1 else 'assertions'} about the model's answers taken out")


def _text(raw: bytes | None) -> str:
    """Nothing for what is larger than people write: it is the data of an evaluation."""
    return (raw or b"").decode("utf-8", "replace") if len(raw or b"") <= MAX_EVALUATION else ""


def _shown(words: str) -> str:
    return words.replace("`", "'")[:80]
