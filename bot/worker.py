"""The worker process: `python -m bot.worker`, or `bartizan worker`."""

from __future__ import annotations

import sys

from bot.compose.apart import part


def main() -> None:
    """Leave the private key to a broker, then load and be the worker."""
    part()
    from bot.compose.worker import work  # noqa: PLC0415 - only here, where there is no key
    from bot.github.broker_client import BrokerGone  # noqa: PLC0415
    from bot.sandbox.errors import SandboxUnavailable  # noqa: PLC0415
    from config.settings import BadSettings  # noqa: PLC0415

    try:
        work()
    except (BadSettings, BrokerGone, SandboxUnavailable) as error:
        sys.exit(f"bartizan: {error}")


if __name__ == "__main__":
    main()
