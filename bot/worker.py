"""The worker process: `python -m bot.worker`, or `bartizan worker`."""

from __future__ import annotations

import signal
import threading

from bot.compose.worker import build


def main() -> None:
    """Work until SIGTERM or SIGINT, then let running reviews end. Raises `BadSettings` and `SandboxUnavailable`."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    build().run(stop)


if __name__ == "__main__":
    main()
