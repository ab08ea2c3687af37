"""`bartizan explain`: a check's own page, found by the check's id or a rule's."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse

    from checks.core.rule import Rule


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `explain`."""
    parser.add_argument("id", metavar="ID", nargs="?", help="a rule's or a check's id; without it all checks are listed")


def run(arguments: argparse.Namespace) -> int:
    """Print the page, or the list of checks with their rules."""
    from rich.console import Console
    from rich.markdown import Markdown

    from checks.registry import load

    checks = load()
    console = Console()
    if arguments.id is None:
        for check in checks:
            console.print(f"[bold]{check.id}[/]  [dim]{len(check.rules)} rules[/]", highlight=False)
        return 0
    for check in checks:
        if arguments.id == check.id or any(rule.id == arguments.id for rule in check.rules):
            page = files(f"checks.{check.id.replace('-', '_')}").joinpath("README.md").read_text(encoding="utf-8")
            console.print(Markdown(page))
            for rule in check.rules:
                if rule.id == arguments.id:
                    console.print(Markdown(_belonging(rule)))
            return 0
    return complain(f"there is no check and no rule {arguments.id!r}; `bartizan explain` lists them")


def _belonging(rule: Rule) -> str:
    """The rule's weakness, and what it belongs to in each framework."""
    from checks.frameworks.mapping import rows_of, weakness_of

    weakness = weakness_of(rule)
    rows = [row for row in (weakness, *rows_of(rule)) if row]
    told = "\n".join(f"- {row.framework.title} {row.framework.edition}: [{row.id}]({row.address}) {row.title}" for row in rows)
    return f"## Where `{rule.id}` belongs\n\n{told}"
