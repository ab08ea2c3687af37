"""The worker process: `python -m bot.worker`, or `bartizan worker`."""

from __future__ import annotations

from bot.compose.worker import work

if __name__ == "__main__":
    work()
