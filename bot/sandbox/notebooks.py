"""Notebooks as the pattern engine takes them: their code, under a name of a Python file, and its answer told of the notebook again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core import python_source
from checks.core.change import NotAnalysed
from checks.core.errors import BadPath
from checks.core.pattern import PatternReport
from checks.core.place import Location, RepoPath
from checks.documents.nodes import NotRead
from checks.notebook.python_text import SUFFIX, python_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.core.pattern import Match


@dataclass(frozen=True, slots=True)
class Substituted:
    """Files with the code of notebooks in place of their bytes. `notebooks`: those, by the names that stand for them."""

    files: Mapping[RepoPath, bytes]
    notebooks: Mapping[RepoPath, RepoPath]
    gaps: tuple[NotAnalysed, ...]

    def told(self, report: PatternReport) -> PatternReport:
        """The answer under the files' own names. Lines are those of the code: `checks.notebook.python_text` knows whose they are."""
        if not self.notebooks:
            return replace(report, not_analysed=(*self.gaps, *report.not_analysed))
        own = {alias.text: path.text for alias, path in self.notebooks.items()}
        gaps = (replace(gap, path=own.get(gap.path, gap.path)) for gap in report.not_analysed)
        scanned = frozenset(self.notebooks.get(path, path) for path in report.scanned)
        late = frozenset(self.notebooks.get(path, path) for path in report.late)
        return PatternReport(tuple(map(self._told, report.matches)), scanned, (*self.gaps, *gaps), late)

    def _told(self, match: Match) -> Match:
        path = self.notebooks.get(match.location.path)
        if path is None:
            return match
        origin = match.origin and Location(path, match.origin.span)
        return replace(match, location=Location(path, match.location.span), origin=origin)


def substituted(files: Mapping[RepoPath, bytes]) -> Substituted:
    """The files as the engine is to read them. What cannot be read as a notebook is a gap."""
    shown = {path: content for path, content in files.items() if path.suffix != SUFFIX}
    notebooks: dict[RepoPath, RepoPath] = {}
    gaps: list[NotAnalysed] = []
    for path in files.keys() - shown.keys():
        try:
            text, alias = python_text(files[path]), _alias(path, files)
        except NotRead as reason:
            gaps.append(NotAnalysed(path.text, str(reason)))
            continue
        except BadPath:
            gaps.append(NotAnalysed(path.text, "its name is too long for the pattern engine"))
            continue
        if text.language and not _is_python(text.content):
            gaps.append(NotAnalysed(path.text, "its cells are not written in Python", expected=False))
            continue
        gaps += (NotAnalysed(path.text, gap) for gap in text.gaps)
        shown[alias], notebooks[alias] = text.content, path
    return Substituted(shown, notebooks, tuple(sorted(gaps, key=lambda gap: (gap.path, gap.why))))


def _alias(path: RepoPath, taken: Mapping[RepoPath, bytes]) -> RepoPath:
    """A name beside the notebook's that the engine takes for Python and no file has. Raises `BadPath`."""
    alias = RepoPath(f"{path}.py")
    while alias in taken:
        alias = RepoPath(f"{alias}.py")
    return alias


def _is_python(content: bytes) -> bool:
    """Whatever language a notebook says it is in: nothing keeps anybody from running it as Python, if it is."""
    try:
        python_source.module(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
