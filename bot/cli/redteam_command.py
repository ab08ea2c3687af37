"""`bartizan redteam`: whether a model keeps to the prompts of a repository when somebody tries to talk it out of them."""

from __future__ import annotations

import json
import secrets
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.present import COULD_NOT_LOOK, complain
from bot.cli.release import release

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from bot.redteam.harness import Attempt
    from bot.redteam.prompts import Prompt
    from bot.redteam.results import Weakness
    from checks.core.scene import Tree

FOUND = 1
MOST_PROMPTS = 20


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `redteam`."""
    parser.add_argument("path", metavar="PATH", type=Path, help="the folder whose prompts are tried")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--endpoint", metavar="URL", help="an address that speaks OpenAI's chat completions, such as http://127.0.0.1:11434/v1")
    where.add_argument("--stub", choices=("naive", "careful"), help="a stand-in on this machine that obeys everything, or nothing")
    where.add_argument("--import", dest="results", metavar="FILE", type=Path, help="take results of garak or promptfoo instead of asking")
    parser.add_argument("--model", metavar="NAME", default="default", help="the model to ask for")
    parser.add_argument("--most", metavar="N", type=int, default=MOST_PROMPTS, help="try at most so many prompts (default: %(default)s)")
    parser.add_argument("--sarif", metavar="FILE", type=Path, help="also write what worked as SARIF 2.1.0")


def run(arguments: argparse.Namespace) -> int:
    """Find the prompts, try them, tell what worked."""
    from bot.git.folder_tree import NotAFolder, whole
    from bot.redteam.prompts import prompts_of
    from checks.core.errors import BadPath

    if arguments.results:
        return _imported(arguments)
    try:
        _, tree = whole(arguments.path)
    except (NotAFolder, BadPath) as error:
        return complain(str(error))
    prompts, unread = prompts_of(tree)
    for path in unread:
        sys.stderr.write(f"not read: {path}\n")
    _hint(tree)
    if not arguments.endpoint and not arguments.stub:
        sys.stdout.write("".join(f"{each.location}: {each.places} places for text of others\n" for each in prompts))
        return complain("name an --endpoint to try these prompts, or try it out with --stub naive") if prompts else _none()
    return _tried(prompts, arguments, unread) if prompts else _none()


def _none() -> int:
    sys.stdout.write("No prompt was found: neither files of prompts nor system prompts in Python.\n")
    return 0


def _hint(tree: Tree) -> None:
    from bot.redteam.foreign import settings_of_others

    for path in settings_of_others(tree):
        sys.stdout.write(f"{path}: settings of a larger tool; take its results with --import\n")


def _tried(prompts: Sequence[Prompt], arguments: argparse.Namespace, unread: Sequence[str]) -> int:
    from bot.compose.redteam import told_key
    from bot.redteam.endpoint import Endpoint
    from bot.redteam.harness import attempts
    from bot.redteam.probe import load
    from bot.redteam.results import table, weaknesses
    from bot.redteam.verdict import Outcome

    left = max(0, len(prompts) - arguments.most)
    with _address(arguments) as address:
        endpoint = Endpoint(address, arguments.model, "" if arguments.stub else told_key())
        done = [*attempts(prompts[: arguments.most], load(), endpoint.ask, secrets.token_hex(6))]
    sys.stdout.write(table(done))
    if left:
        sys.stdout.write(f"{left} more prompts were not tried: raise --most\n")
    unclear = [each.why for each in done if each.outcome is Outcome.UNCLEAR]
    found = weaknesses(done)
    if failed := _written(arguments, found, [*unclear, *(f"not read: {path}" for path in unread)]):
        return complain(failed)
    if found:
        return FOUND
    return _unanswered(done, unclear) if unclear else 0


def _unanswered(done: Sequence[Attempt], unclear: Sequence[str]) -> int:
    return complain(f"{len(unclear)} of {len(done)} attacks got no answer to judge: {unclear[0]}", COULD_NOT_LOOK)


def _address(arguments: argparse.Namespace) -> AbstractContextManager[str]:
    from bot.redteam.stub import standing_in

    return standing_in(obedient=arguments.stub == "naive") if arguments.stub else nullcontext(arguments.endpoint)


def _imported(arguments: argparse.Namespace) -> int:
    from bot.redteam.foreign import NotResults, imported

    try:
        found = imported(arguments.results.read_bytes())
    except OSError as error:
        return complain(f"{arguments.results} cannot be read: {error.strerror}")
    except NotResults as error:
        return complain(f"{arguments.results}: {error}")
    sys.stdout.write("".join(f"{each.kind}: {each.sentence}\n" for each in found) or "Nothing worked.\n")
    if failed := _written(arguments, found, ()):
        return complain(failed)
    return FOUND if found else 0


def _written(arguments: argparse.Namespace, found: Sequence[Weakness], unclear: Sequence[str]) -> str:
    """Why the SARIF file could not be written; empty when it was, or nobody wants one."""
    from bot.redteam.results import as_sarif

    if not arguments.sarif:
        return ""
    try:
        arguments.sarif.write_text(json.dumps(as_sarif(found, release(), unclear), indent=1), encoding="utf-8")
    except OSError as error:
        return f"the SARIF file {arguments.sarif} cannot be written: {error.strerror}"
    return ""
