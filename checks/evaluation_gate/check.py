"""Finds changes of models, prompts and agents that nothing evaluates, or whose evaluation is made to ask for less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding, Related
from checks.core.place import Location, Span
from checks.core.scene import Unreadable
from checks.evaluation_gate import rules
from checks.evaluation_gate.evaluations import GATE, evaluates, is_workflow, may_evaluate
from checks.evaluation_gate.weakenings import weakenings
from checks.lifecycle import programs
from checks.lifecycle.safeguard import holds
from checks.lifecycle.sides import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.place import RepoPath
    from checks.core.scene import Scene
    from checks.evaluation_gate.weakenings import Weakening
    from checks.lifecycle.sides import Pair

_PROGRAMS = programs.PROGRAMS | programs.SCRIPTS
_ALSO = 5


def applies_to(path: RepoPath) -> bool:
    """Models, prompts, programs, and what may evaluate them."""
    return path.suffix in _PROGRAMS or programs.is_weights(path) or programs.is_prompt(path) or _looks(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding at most: what became weaker, or else that there is nothing. Raises `Unreadable`."""
    weaker = list(weakenings([pair for pair in pairs(scene, _looks) if _concerns(pair)]))
    if weaker:
        yield from _weakened(scene, weaker)
        return
    subject = next(((path, what) for path in scene.scope if (what := _subject(scene, path))), None)
    if subject is None:
        return
    path, what = subject
    try:
        if holds(scene.head, GATE, scene.scope):
            return
    except Unreadable as reason:
        yield NotAnalysed(path.text, f"whether the model is evaluated cannot be told: {reason}", expected=False)
        return
    message = f"{what} changes, and neither the repository nor its pipeline evaluates how the model behaves or stands up to attacks."
    yield Finding(rules.MISSING, Location(path), message, "no evaluation")


def _looks(path: RepoPath) -> bool:
    return may_evaluate(path) or is_workflow(path)


def _concerns(pair: Pair) -> bool:
    return is_workflow(pair.path) or any(evaluates(pair.path, side or b"") for side in (pair.before, pair.after))


def _subject(scene: Scene, path: RepoPath) -> str:
    """What of a model's life the file is; empty for nothing."""
    if programs.aside(path):
        return ""
    if programs.is_weights(path):
        return "A model"
    if programs.is_prompt(path):
        return "A prompt"
    raw = (scene.head.read(path) or b"") if path.suffix in _PROGRAMS else b""
    return "A program that trains a model" if programs.trains(raw) else "An agent or its prompt" if programs.prompts(raw) else ""


def _weakened(scene: Scene, weaker: Sequence[Weakening]) -> Iterator[Finding]:
    """On the first place that the change still has; a change that only removes has none, and then there is nowhere to say it."""
    placed = [(each, _place(scene, each)) for each in weaker]
    first = next((pair for pair in placed if pair[1]), None)
    where = first[1] if first else next((Location(path) for path in scene.scope), None)
    if where is None:
        return
    others = [each for each in weaker if not first or each is not first[0]]
    words = "; ".join(each.words for each in ([first[0]] if first else []) + others[:_ALSO])
    related = tuple(Related(place, each.words) for each, place in placed if place and place != where)[:_ALSO]
    message = f"Less is asked of the model than before: {words}."
    yield Finding(rules.WEAKENED, where, message, _excerpt(scene, where) or words, related=related)


def _place(scene: Scene, each: Weakening) -> Location | None:
    if each.path not in scene.scope:
        return None
    return Location(each.path, Span(each.line, each.line) if each.line else None)


def _excerpt(scene: Scene, where: Location) -> str:
    if where.span is None:
        return ""
    return (scene.head.read(where.path) or b"").decode("utf-8", "replace").split("\n")[where.span.first - 1].rstrip("\r")


CHECK = Check("evaluation-gate", rules.ALL, applies_to, inspect)
