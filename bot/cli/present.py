"""Shows an examination the way the command line asked for, and turns its verdict into an exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.cli.release import release
from bot.cli.terminal import show
from bot.review.json_report import as_json
from bot.review.markdown import visible
from bot.review.sarif import as_sarif
from bot.review.verdict import Decision

if TYPE_CHECKING:
    import argparse

    from bot.review.examination import Examination
    from checks.core.scene import Tree

EXIT_CODES = {Decision.CLEAR: 0, Decision.ADVISE: 0, Decision.BLOCK: 1, Decision.INCOMPLETE: 3}
USAGE = 2
COULD_NOT_LOOK = 3


def declare_output(parser: argparse.ArgumentParser) -> None:
    """The options that both `review` and `scan` have."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the report")
    parser.add_argument("--sarif", metavar="FILE", type=Path, help="also write the findings as SARIF 2.1.0")
    parser.add_argument("--all", action="store_true", help="report findings of low severity or low confidence too")


def present(examined: Examination, head: Tree, arguments: argparse.Namespace) -> int:
    """Print, write the SARIF file if one is wanted, and give the exit code."""
    if arguments.sarif:
        try:
            arguments.sarif.write_text(json.dumps(as_sarif(examined, release()), indent=1), encoding="utf-8")
        except OSError as error:
            return complain(f"the SARIF file {arguments.sarif} cannot be written: {error.strerror}")
    if arguments.json:
        json.dump(as_json(examined), sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        show(examined, head, Console(soft_wrap=False, highlight=False))
    return EXIT_CODES[examined.verdict.decision]


def complain(message: str, code: int = USAGE) -> int:
    """Say on standard error why nothing was done."""
    sys.stderr.write(f"bartizan: {visible(message)}\n")
    return code
