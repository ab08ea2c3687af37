"""The worker of `bot.worker` in a hurry: it retries after a moment and takes over from workers that were silent for two seconds."""

from __future__ import annotations

from bot.compose.apart import part


def main() -> None:
    part()
    from bot.compose.worker import work  # noqa: PLC0415 - as `bot.worker` does
    from bot.jobs.worker import Pace  # noqa: PLC0415

    work(Pace(heartbeat=0.5, patience=2.0, drain=10, first_delay=0.01))


if __name__ == "__main__":
    main()
