"""A process of its own that claims one delivery from many threads and prints what it was told."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from bot.store.migrate import upgrade


def main(url: str, threads: int) -> None:
    upgrade(url)
    engine = connect(url)
    deliveries = Deliveries(engine)
    now = datetime(2026, 1, 2, tzinfo=UTC)
    with ThreadPoolExecutor(threads) as pool:
        for claim in pool.map(lambda _: deliveries.claim("one", "pull_request", "opened", now), range(threads)):
            print(claim.value)
    engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
