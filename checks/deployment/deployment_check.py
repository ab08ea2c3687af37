"""A check of code that also looks at what other files start and set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.deployment.reading import started, starts
from checks.documents.nodes import NotRead

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from checks.core.contract import Check
    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.core.severity import Severity
    from checks.deployment.started import Started


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that stands on a line, and what is said about it. `severity`, where it differs from the rule's."""

    rule: Rule
    line: int
    message: str
    severity: Severity | None = None


Look = Callable[["RepoPath", "Started"], Iterable[Sight]]


def with_deployment(check: Check, rules: Sequence[Rule], words: re.Pattern[bytes], look: Look) -> Check:
    """The check, with these rules for files that start and set things. Those without one of the `words` are not worth reading."""

    def applies_to(path: RepoPath) -> bool:
        return check.applies_to(path) or starts(path)

    def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        yield from check.inspect(scene)
        for path in scene.scope:
            raw = (scene.head.read(path) or b"") if starts(path) else b""
            if words.search(raw):
                yield from _seen(path, raw, look)

    return replace(check, rules=(*check.rules, *rules), applies_to=applies_to, inspect=inspect)


def _seen(path: RepoPath, raw: bytes, look: Look) -> Iterator[Finding | NotAnalysed]:
    lines = raw.decode("utf-8", "replace").split("\n")
    try:
        sights = dict.fromkeys(look(path, started(path, raw)))
    except NotRead as reason:
        # JSON is mostly data, and what is no YAML yet becomes it where it is filled in.
        template = b"{{" in raw or b"{%" in raw
        yield NotAnalysed(path.text, "a template" if template else str(reason), expected=not template and path.suffix != ".json")
        return
    for sight in sights:
        place = Span(sight.line, sight.line)
        excerpt = lines[min(sight.line, len(lines)) - 1].rstrip("\r")
        yield Finding(sight.rule, Location(path, place), sight.message, excerpt, severity_here=sight.severity)
