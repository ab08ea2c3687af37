"""A check whose whole knowledge is a folder of semgrep rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from checks.core.contract import Check
from checks.core.finding import Finding, Fix, Related
from checks.core.pattern import Reach
from checks.core.place import Location, Span
from checks.core.severity import Confidence
from checks.notebook.python_text import SUFFIX, PythonText, python_text
from checks.semgrep.repair import repaired
from checks.semgrep.rule_file import SUFFIXES, read_pack
from checks.semgrep.second_look.java.meaning import JAVA
from checks.semgrep.second_look.python import PYTHON
from checks.semgrep.second_look.verdict import reason_to_clear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checks.core.pattern import Edit, Match
    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.semgrep.repair import Repair

Doubt = Callable[[bytes, Reach], str | None]
_LANGUAGES = {suffix: language for name, language in (("python", PYTHON), ("java", JAVA)) for suffix in SUFFIXES[name]}
# An excerpt identifies a finding and is shown to people; more than this serves neither.
MAX_EXCERPT_LINES = 40


def pattern_check(
    check_id: str, rules_folder: Path, repairs: Mapping[str, Repair] | None = None, doubts: Mapping[str, Doubt] | None = None
) -> Check:
    """The check made of every `*.yml` below `rules_folder`. `repairs`, by rule: fixes that a rule's own `fix:` cannot say.

    `doubts`, by rule: what may speak for a match in Python, as a sentence, from the file's bytes and the place of the match.

    Raises `BadRuleFile`.
    """
    read = [read_pack(file) for file in sorted(rules_folder.glob("*.yml"))]
    packs = tuple(pack for pack, _ in read)
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    messages = {rule_id: message for _, its in read for rule_id, message in its.items()}
    suffixes = frozenset().union(*(pack.suffixes for pack in packs))

    def applies_to(path: RepoPath) -> bool:
        return path.suffix in suffixes

    def inspect(scene: Scene) -> Iterator[Finding]:
        for match in scene.tools.match(packs).matches:
            rule = rules.get(match.rule_id)
            if rule is not None:
                yield _finding(rule, messages[rule.id], match, scene, (repairs or {}).get(rule.id), (doubts or {}).get(rule.id))

    return Check(check_id, tuple(rules.values()), applies_to, inspect, packs)


def _finding(  # noqa: PLR0917 - all that a match becomes a finding by
    rule: Rule, message: str, match: Match, scene: Scene, repair: Repair | None, doubts: Doubt | None
) -> Finding:
    raw = scene.head.read(match.location.path) or b""
    if match.location.path.suffix == SUFFIX:
        return _in_notebook(rule, message, match, python_text(raw), doubts)
    span = match.location.span or Span(1, 1)
    lines = [line.removesuffix("\r") for line in raw.decode("utf-8", "replace").split("\n")]
    excerpt = "\n".join(lines[span.first - 1 : span.last][:MAX_EXCERPT_LINES])
    related = (Related(match.origin, "Untrusted data comes in here."),) if match.origin else ()
    fix = _whole_lines(match.location.path, match.edit, lines) if match.edit else None
    fix = repaired(repair, match, raw) if repair else fix
    doubt = _doubt(match, raw, doubts)
    if doubt is not None:
        return Finding(rule, match.location, f"{message} {doubt}", excerpt, fix, related, confidence_here=Confidence.LOW)
    return Finding(rule, match.location, message, excerpt, fix, related)


def _in_notebook(rule: Rule, message: str, match: Match, text: PythonText, doubts: Doubt | None) -> Finding:
    """The lines of a match are the code's; a fix would have to be JSON, so there is none."""
    path, span = match.location.path, match.location.span or Span(1, 1)
    lines = text.content.decode("utf-8", "replace").split("\n")
    excerpt = "\n".join(lines[span.first - 1 : span.last][:MAX_EXCERPT_LINES])
    origin = match.origin.span if match.origin else None
    came_in = f"Untrusted data comes in here ({text.place(origin.first)})." if origin else ""
    related = (Related(Location(path, text.span(origin)), came_in),) if origin else ()
    doubt = _doubt(match, text.content, doubts)
    told = " ".join(filter(None, (message, doubt, f"This is {text.place(span.first)}.")))
    confidence = None if doubt is None else Confidence.LOW
    return Finding(rule, Location(path, text.span(span)), told, excerpt, None, related, confidence_here=confidence)


def _doubt(match: Match, source: bytes, special: Doubt | None) -> str | None:
    """What speaks against a flow that the engine saw: such a finding stays on record, below the level that people are shown."""
    language = _LANGUAGES.get(match.location.path.suffix)
    if match.reach is None or language is None:
        return None
    if match.origin is None:
        return special(source, match.reach) if special and language is PYTHON else None
    return reason_to_clear(source, match.reach, match.origin.span, language)


def _whole_lines(path: RepoPath, edit: Edit, lines: list[str]) -> Fix | None:
    """The engine edits characters, a reviewer's suggestion replaces whole lines."""
    (first, left), (last, right) = edit.start, edit.end
    if not 1 <= first <= last <= len(lines):
        return None
    before, after = lines[first - 1][: left - 1], lines[last - 1][right - 1 :]
    return Fix(Location(path, Span(first, last)), before + edit.text + after, safe=True)
