"""`bartizan review`: what a branch changes in a local repository, without GitHub."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.local import examine_here
from bot.cli.present import COULD_NOT_LOOK, complain, declare_output, present

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `review`."""
    parser.add_argument("repository", metavar="REPO", type=Path, nargs="?", default=Path(), help="the repository (default: where you are)")
    parser.add_argument("--base", metavar="REF", help="what to compare with (default: the default branch)")
    parser.add_argument("--head", metavar="REF", help="what to look at (default: HEAD)")
    declare_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Look at merge base to head; the working tree's uncommitted changes are counted, not looked at."""
    from bot.git.command import GitFailed
    from bot.git.local import LocalSource
    from bot.review.ports import FetchRefused
    from config.environment import executable_path

    source = LocalSource(arguments.repository, arguments.base, arguments.head, executable_path())
    try:
        uncommitted = source.range().uncommitted
        notes = (_left_out(uncommitted),) if uncommitted else ()
        with source.open() as sides:
            examined = examine_here(sides, everything=arguments.all, notes=notes)
            return complain(examined, COULD_NOT_LOOK) if isinstance(examined, str) else present(examined, sides.head, arguments)
    except (GitFailed, FetchRefused) as error:
        return complain(str(error))


def _left_out(count: int) -> str:
    return f"{count} uncommitted {'file' if count == 1 else 'files'} of the working tree: not looked at."
