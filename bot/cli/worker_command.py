"""`bartizan worker`: reviews what the server queued, until it is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.present import COULD_NOT_LOOK, complain

if TYPE_CHECKING:
    import argparse


def declare(parser: argparse.ArgumentParser) -> None:
    """`worker` has no options: everything comes from the settings."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Work; refuses to start without its settings, without a broker or without a sandbox."""
    del arguments
    from bot.compose.apart import part

    part()
    from bot.compose.worker import work
    from bot.github.broker_client import BrokerGone
    from bot.sandbox.errors import SandboxUnavailable
    from config.settings import BadSettings

    try:
        work()
    except BadSettings as error:
        return complain(str(error))
    except (BrokerGone, SandboxUnavailable) as error:
        return complain(str(error), COULD_NOT_LOOK)
    return 0
