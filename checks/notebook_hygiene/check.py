"""Finds what notebooks install, run and show besides their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.documents.nodes import NotRead
from checks.notebook.cells import notebook
from checks.notebook.python_text import SUFFIX
from checks.notebook.shell_lines import shell_lines
from checks.notebook_hygiene import rules
from checks.notebook_hygiene.commands import installs, pipes
from checks.notebook_hygiene.hidden import is_hidden, runs_what_cannot_be_read
from checks.notebook_hygiene.results import pickles, scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene
    from checks.core.severity import Severity
    from checks.notebook.cells import Notebook

# A result is often one line of a megabyte, and nobody wants to see it in a comment.
MAX_EXCERPT = 400
_Sight = tuple["Rule", int, str, "Severity | None"]


def applies_to(path: RepoPath) -> bool:
    """Notebooks."""
    return path.suffix == SUFFIX


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Commands, hidden cells, results. Raises `Unreadable`."""
    for path in filter(applies_to, scene.scope):
        raw = scene.head.read(path) or b""
        try:
            sights = dict.fromkeys(_seen(notebook(raw)))
        except NotRead as reason:
            yield NotAnalysed(path.text, str(reason))
            continue
        lines = raw.decode("utf-8", "replace").split("\n")
        for rule, line, said, severity in sights:
            yield Finding(rule, Location(path, Span(line, line)), said, lines[line - 1][:MAX_EXCERPT].rstrip("\r"), severity_here=severity)


def _seen(book: Notebook) -> Iterator[_Sight]:
    for _, shell in shell_lines(book):
        yield from ((rules.PIPED, line, rules.SAID[rules.PIPED], None) for line in pipes(shell))
        for rule, line, package in installs(shell):
            yield rule, line, rules.SAID[rule].format(package[:80].replace("`", "")), None
    for cell in book.cells:
        if cell.code and is_hidden(cell) and (at := runs_what_cannot_be_read(cell)) is not None:
            yield rules.HIDDEN, at, f"{rules.SAID[rules.HIDDEN]} This is cell {cell.number}.", None
    for line, what, severity in scripts(book):
        yield rules.SCRIPT, line, rules.SAID[rules.SCRIPT].format(what), severity
    yield from ((rules.PICKLE, line, rules.SAID[rules.PICKLE], None) for line in pickles(book))


CHECK = Check("notebook-hygiene", rules.ALL, applies_to, inspect)
