"""Finds models that a change brings or exchanges, whose card is missing, incomplete or left as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import FileStatus, NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location
from checks.core.scene import Unreadable
from checks.lifecycle.programs import aside, is_weights
from checks.model_card import rules
from checks.model_card.card import card_of, is_card, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene

_MOST_MODELS = 20


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding at most, of the first model that has the gravest: no card, then one that leaves things out, then an old one."""
    pages = list(scene.head.paths())
    models = {path.folders: path for path in reversed(scene.scope) if _concerns(path)}
    found: list[Finding] = []
    for model in sorted(models.values())[:_MOST_MODELS]:
        try:
            found += _of_model(scene, model, pages)
        except Unreadable as reason:
            yield NotAnalysed(model.text, f"whether it has a model card cannot be told: {reason}", expected=False)
    if found:
        yield min(found, key=lambda finding: rules.ALL.index(finding.rule))


def _concerns(path: RepoPath) -> bool:
    return is_weights(path) and not aside(path)


def _of_model(scene: Scene, model: RepoPath, pages: list[RepoPath]) -> Iterator[Finding]:
    """Raises `Unreadable`."""
    texts = ((page, (scene.head.read(page) or b"").decode("utf-8", "replace")) for page in card_of(model, pages))
    card = next(((page, text) for page, text in texts if is_card(page, model, text)), None)
    if card is None:
        message = "No model card says what this model is for, what it learned from, how well it does and where it fails."
        yield Finding(rules.MISSING, Location(model), message, "no card")
        return
    page, text = card
    missing = left_out(text)
    if missing:
        where = page if scene.change.file(page) else model
        message = f"The model card `{page.text}` says nothing of: {', '.join(missing)}."
        yield Finding(rules.INCOMPLETE, Location(where), message, " ".join(missing))
    elif _exchanged(scene, model) and scene.change.file(page) is None:
        yield Finding(rules.STALE, Location(model), f"The model changes, and its card `{page.text}` stays as it was.", page.text)


def _exchanged(scene: Scene, model: RepoPath) -> bool:
    file = scene.change.file(model)
    return file is not None and file.status is FileStatus.MODIFIED and scene.base.read(model) is not None


CHECK = Check("model-card", rules.ALL, _concerns, inspect)
