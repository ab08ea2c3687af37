"""`bartizan serve`: the webhook server, under gunicorn."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from bot.cli.present import complain

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument(
        "--bind", metavar="HOST:PORT", help="where to listen (default: BARTIZAN_LISTEN, or PORT on all addresses, or 127.0.0.1:8080)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the settings while somebody is reading, then become gunicorn."""
    from config.environment import home, prefix, read
    from config.settings import BadSettings, Settings

    try:
        Settings.read(read(), home=home(), prefix=prefix()).for_web()
    except BadSettings as error:
        return complain(str(error))
    bind = ["--bind", arguments.bind] if arguments.bind else []
    words = ["-m", "gunicorn", "--config", "python:config.gunicorn", *bind, "bot.wsgi:app"]
    return os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own interpreter; `bind` is the operator's
