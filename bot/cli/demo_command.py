"""`bartizan demo`: hands over to the demonstration, which lives beside the tests because it plays GitHub's part."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse

ROOT = Path(__file__).parent.parent.parent


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `demo`."""
    parser.add_argument("--once", action="store_true", help="end by itself; exit code 0 if the review arrived")
    parser.add_argument("--port", type=int, default=0, help="the port of the page (default: a free one)")


def run(arguments: argparse.Namespace) -> int:
    """Become the demonstration's process."""
    sys.path.insert(0, str(ROOT))
    if find_spec("tests") is None or find_spec("tests.demo") is None:
        return complain("the demonstration needs a checkout of the repository: clone it and run `make demo` there")
    os.chdir(ROOT)
    words = [*(["--once"] if arguments.once else []), "--port", str(arguments.port)]
    return os.execv(sys.executable, [sys.executable, "-m", "tests.demo", *words])  # noqa: S606 - our own interpreter, our own words
