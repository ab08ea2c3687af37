"""`bartizan doctor`: what is missing on this machine, and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """`doctor` has no options."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """One line for each thing looked at; exit code 3 when something is missing that reviews need."""
    del arguments
    from rich.console import Console
    from rich.markup import escape

    from bot.compose.diagnoses import diagnoses

    console = Console(highlight=False, soft_wrap=True)
    found = diagnoses()
    for diagnosis in found:
        sign = "[green]ok[/]     " if diagnosis.ok else "[red]missing[/]" if diagnosis.needed else "[yellow]refused[/]"
        console.print(f"{sign} [bold]{escape(diagnosis.name)}[/]: {escape(diagnosis.detail)}")
        if not diagnosis.ok:
            console.print(f"        → {escape(diagnosis.remedy)}")
    return 0 if all(diagnosis.ok for diagnosis in found if diagnosis.needed) else 3
