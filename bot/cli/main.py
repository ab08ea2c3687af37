"""The `bartizan` command: its words, and which module answers each."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from bot.cli.release import release

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each word's module has `declare(parser)` and `run(arguments) -> int`; it is imported only when asked for, so that `--help` is quick.
COMMANDS = {
    "review": "look at what a branch changes in a local repository",
    "scan": "look at a whole folder or file",
    "demo": "review a sample pull request end to end on this machine",
    "serve": "run the webhook server",
    "worker": "run a worker that reviews what the server queued",
    "advisories": "import and query the local advisory store",
    "acknowledgements": "tell what people acknowledged, in the form of the policy file",
    "redteam": "ask a model whether the prompts of a folder hold against attacks",
    "explain": "say what a rule or check looks for and how to fix it",
    "rules": "list every rule, with its severity, weakness and languages",
    "doctor": "say what is missing on this machine and how to get it",
}
USAGE = 2

_DESCRIPTION = """\
Bartizan reviews changes for security, with the knowledge an AI project needs.

Try it on code you have:
  bartizan scan PATH             a folder or file, no git needed
  bartizan review --base main    what your branch adds, in a local repository
  bartizan demo                  a sample pull request, reviewed end to end

Install it for an organisation: see README.md, "Install the App"."""

_EPILOG = """\
exit codes: 0 nothing that blocks, 1 blocking findings, 2 the command was not understood or could not start,
            3 something expected could not be looked at (never reported as clear)"""


def main(words: Sequence[str] | None = None) -> int:
    """Answer a command line; the exit code is one of those that `--help` names."""
    arguments = _parser().parse_args(words)
    command = import_module(f"bot.cli.{arguments.command}_command")
    try:
        code: int = command.run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("bartizan", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=form)
    parser.add_argument("--version", action="version", version=f"bartizan {release()}")
    words = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, sentence in COMMANDS.items():
        sub = words.add_parser(
            name, help=sentence, description=f"{sentence[0].upper()}{sentence[1:]}.", epilog=_EPILOG, formatter_class=form,
        )
        import_module(f"bot.cli.{name}_command").declare(sub)
    return parser


if __name__ == "__main__":
    sys.exit(main())
