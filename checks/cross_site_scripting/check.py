"""Outside input that becomes part of a page without being escaped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.cross_site_scripting import template_rules
from checks.cross_site_scripting.template_outputs import is_template, outputs
from checks.semgrep.pattern_check import pattern_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.change import NotAnalysed
    from checks.core.place import RepoPath
    from checks.core.scene import Scene

_CODE = pattern_check("cross-site-scripting", Path(__file__).parent / "rules")


def applies_to(path: RepoPath) -> bool:
    """Code that writes pages, and templates."""
    return _CODE.applies_to(path) or is_template(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What the rules for code find, and every value that a template shows unescaped. Raises `Unreadable`."""
    yield from _CODE.inspect(scene)
    for path in scene.scope:
        if is_template(path):
            yield from _in_template(scene, path)


def _in_template(scene: Scene, path: RepoPath) -> Iterator[Finding]:
    lines = [line.removesuffix("\r") for line in (scene.head.read(path) or b"").decode("utf-8", "replace").split("\n")]
    for output in outputs(path, lines):
        place = Location(path, Span(output.line, output.line))
        yield Finding(output.rule, place, template_rules.SAID[output.rule], lines[output.line - 1], confidence_here=output.confidence)


CHECK = replace(_CODE, rules=(*_CODE.rules, *template_rules.ALL), applies_to=applies_to, inspect=inspect)
