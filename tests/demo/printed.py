"""The posted review as a reader would see it, in a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.markdown import Markdown
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tests.demo.diff_view import FileView, Row, files

if TYPE_CHECKING:
    from rich.console import Console

    from tests.github_double.model import CheckRun, Pull, Repository, ReviewComment

CONTEXT = 2
_STYLES = {"add": "green", "del": "red", "same": "dim"}


def show(repository: Repository, pull: Pull, console: Console) -> None:
    """Verdict, inline comments with the code around them, suggestion blocks, check run."""
    for review in repository.reviews.values():
        console.print(Rule(f"[bold]{review.user}[/] reviewed {repository.full_name}#{pull.number}", align="left"))
        console.print(Markdown(_without_marker(review.body)))
    for file in files(repository, pull):
        for thread in file.on_file:
            console.print(_panel(thread, f"{file.path}"))
        for index, row in enumerate(file.rows):
            for thread in row.threads:
                console.print()
                console.print(Text(f"{file.path}:{row.new}", style="bold"))
                console.print(_around(file, index, thread))
                console.print(_panel(thread, ""))
    for check in repository.check_runs.values():
        _check(check, console)


def _around(file: FileView, index: int, thread: ReviewComment) -> Table:
    first = (thread.anchor.start_line or thread.anchor.line or 0) - CONTEXT
    table = Table.grid(padding=(0, 1))
    before = [row for row in file.rows[: index + 1] if _shown(row, first)]
    for row in before:
        table.add_row(
            Text(str(row.new or row.old), style="dim"),
            Text({"add": "+", "del": "-"}.get(row.kind, " ")),
            Text(row.text, style=_STYLES[row.kind]),
        )
    return table


def _shown(row: Row, first: int) -> bool:
    return row.kind != "hunk" and row.new is not None and row.new >= first


def _panel(comment: ReviewComment, title: str) -> Panel:
    return Panel(Markdown(_without_marker(comment.body)), title=title or None, title_align="left", border_style="blue", width=110)


def _check(check: CheckRun, console: Console) -> None:
    colour = {"success": "green", "failure": "red"}.get(check.conclusion or "", "yellow")
    console.print()
    console.print(Rule(f"check run [bold]{check.name}[/]: [{colour}]{check.conclusion or check.status}[/]", align="left"))
    console.print(Markdown(check.output.get("summary") or ""))
    console.print(f"[dim]{len(check.annotations)} annotations[/]")


def _without_marker(body: str) -> str:
    shown = "\n".join(line for line in body.split("\n") if not line.startswith("<!--"))
    shown = re.sub(r"^(`{3,})suggestion$", r"**Suggested change:**\n\n\1python", shown, flags=re.MULTILINE)
    return shown.replace("<sub>", "").replace("</sub>", "")
