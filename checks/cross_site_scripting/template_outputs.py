"""Where a template puts values into the page as they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.severity import Confidence
from checks.cross_site_scripting import template_rules as rules
from checks.cross_site_scripting.template_languages import BY_SUFFIX, CLEANED, NAMED_HTML, OWN, REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.cross_site_scripting.template_languages import Language

# Longer lines are packed scripts, not templates that somebody writes.
MAX_LINE = 2000
_SCRIPT = re.compile(r"(?i)<(?P<closing>/)?script\b(?P<attributes>[^>]*)>")
_DATA = re.compile(r"(?i)type\s*=\s*[\"']?(?:application/(?:ld\+)?json|text/(?:x-)?(?:template|handlebars|html))|\bsrc\s*=")
_VALUE = re.compile(r"\{\{-?\s*(?P<value>[A-Za-z_][^{}|]*?)-?\}\}")
# Numbers, addresses that the program builds, and what only a look at the function would tell.
_NUMBER = re.compile(
    r"(?i)(?:^|[._])(?:\w*id|json|pk|count|total|length|size|num\w*|index|page|version|year|timeout|port|width|height)$|\(|_url$|^(?:url|debug)\b"
)


@dataclass(frozen=True, slots=True)
class Output:
    """One value, on a line that counts from one."""

    rule: Rule
    line: int
    confidence: Confidence | None = None


def outputs(path: RepoPath, lines: list[str]) -> Iterator[Output]:
    """What the template at `path` shows unescaped, at most once for each line and rule."""
    languages = _languages(path)
    in_script = False
    braces = path.suffix not in {".vue", ".svelte", ".php"}
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            continue
        found = [output for language in languages for output in _on(language, line, number)]
        yield from {output.rule: output for output in reversed(found)}.values()
        if braces and in_script and not found and _into_script(line):
            yield Output(rules.SCRIPT, number)
        in_script = _still_in_script(line, inside=in_script)


def is_template(path: RepoPath) -> bool:
    """Whether its name says that it is one. Of PHP only Blade is: the engine reads the rest."""
    return bool(_languages(path))


def _languages(path: RepoPath) -> tuple[Language, ...]:
    if path.suffix == ".php" and not path.name.endswith(".blade.php"):
        return ()
    return BY_SUFFIX.get(path.suffix, ())


def _on(language: Language, line: str, number: int) -> Iterator[Output]:
    if language.off and language.off.search(line):
        yield Output(rules.ESCAPING_OFF, number)
    for match in language.raw.finditer(line):
        value = next((text for text in match.groupdict().values() if text is not None), "")
        output = _judged(value.strip(), number, shown=line[: match.start()])
        if output:
            yield output


def _judged(value: str, number: int, shown: str) -> Output | None:
    """An expression by what stands in it: cleaned values and the program's own markup are passed over."""
    if CLEANED.search(value) or not value or "{#" in shown or "<!--" in shown:
        return None
    if REQUEST.search(value):
        return Output(rules.REQUEST, number)
    if OWN.search(value):
        return None
    # A filter of its own before the last one may clean, or write Markdown that was cleaned: it cannot be seen from here.
    unsure = NAMED_HTML.search(value) or value.count("|") > 1 or "(" in value
    return Output(rules.RAW, number, Confidence.LOW if unsure else None)


def _into_script(line: str) -> bool:
    values = (match["value"].strip() for match in _VALUE.finditer(line))
    return any(not _NUMBER.search(value) and not CLEANED.search(value) for value in values)


def _still_in_script(line: str, *, inside: bool) -> bool:
    for tag in _SCRIPT.finditer(line):
        inside = tag["closing"] is None and not _DATA.search(tag["attributes"])
    return inside
