"""Finds images that are built from what nobody maintains or pins, run what nobody has seen, or hold a credential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.container_image import rules
from checks.container_image.base_image import bases, read
from checks.container_image.compose_images import images, is_compose
from checks.container_image.end_of_life import ended
from checks.container_image.steps import faults
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Severity
from checks.documents.dockerfile import TooLong, instructions, is_dockerfile
from checks.documents.nodes import NotRead
from checks.engine.engine_check import excerpt, narrowed, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.documents.dockerfile import Instruction

# What hadolint knows better than the text of one instruction tells.
_HADOLINT = {"DL3002": rules.ROOT, "DL3004": rules.SUDO}


def applies_to(path: RepoPath) -> bool:
    """Whether it is named as the instructions of an image are, or as the files that start several."""
    return is_dockerfile(path) or is_compose(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What the instructions say themselves, then what hadolint sees. Raises `Unreadable`, `ToolFailed`."""
    for path in scene.scope:
        if is_compose(path) and not is_dockerfile(path):
            yield from _started(path, scene.head.read(path) or b"")
    asked = [path for path in scene.scope if is_dockerfile(path)]
    for path in asked:
        text = (scene.head.read(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        yield from _own(scene, path, text)
    report = scene.tools.scan("hadolint", asked)
    yield from unseen(report, asked, "hadolint")
    for sighting in report.sightings:
        if (rule := _HADOLINT.get(sighting.rule)) is not None:
            place = narrowed(sighting.location)
            yield Finding(rule, place, rules.SAID[rule], excerpt(scene, place))


def _own(scene: Scene, path: RepoPath, text: str) -> Iterator[Finding | NotAnalysed]:
    steps: list[Instruction] = []
    try:
        steps.extend(instructions(text))
    except TooLong as reason:
        yield NotAnalysed(path.text, str(reason))
        return
    for step, reference in bases(steps):
        for rule, message in _base(reference):
            yield _finding(scene, path, step, rule, message)
    for step in steps:
        for rule in faults(step):
            yield _finding(scene, path, step, rule, rules.SAID[rule])


def _started(path: RepoPath, raw: bytes) -> Iterator[Finding | NotAnalysed]:
    """Images of a Compose file. It is mostly for development, and a name without a release is told in the summary only."""
    lines = raw.decode("utf-8", "replace").split("\n")
    try:
        for line, reference in images(raw):
            for rule, message in _base(reference):
                if rule is not rules.NO_DIGEST:
                    low = Severity.LOW if rule is rules.MOVING_TAG else None
                    text = lines[line - 1].rstrip("\r")
                    yield Finding(rule, Location(path, Span(line, line)), message, text, severity_here=low)
    except NotRead as reason:
        template = b"{{" in raw or b"{%" in raw
        yield NotAnalysed(path.text, "a template" if template else str(reason), expected=not template)


def _base(reference: str) -> Iterator[tuple[Rule, str]]:
    image = read(reference)
    if image is None:
        return
    if (gone := ended(image)) is not None:
        release, day = gone
        yield rules.END_OF_LIFE, f"Defects of {release} have not been repaired since {day}, and none that becomes known will be."
    if image.digest:
        return
    if image.tag in {"", "latest"}:
        yield rules.MOVING_TAG, "Without a release in its name the image is another one with each build, and nobody has looked at it."
    elif gone is None:
        yield rules.NO_DIGEST, "A tag can be moved: the image under it may be another one tomorrow."


def _finding(scene: Scene, path: RepoPath, step: Instruction, rule: Rule, message: str) -> Finding:
    location = narrowed(Location(path, Span(step.span.first, step.span.last)))
    return Finding(rule, location, message, excerpt(scene, location))


CHECK = Check("container-image", rules.ALL, applies_to, inspect, engine="hadolint")
