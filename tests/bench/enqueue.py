"""How fast a signed delivery is answered: the real application under gunicorn, 200 deliveries a second from one client.

Run it with `python -m tests.bench.enqueue [rate] [seconds]`. The figures depend on what else the machine does.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from tests.intake.deliveries import PAYLOADS
from tests.postgres import new_database, start_postgres
from tests.web.fakes import signature
from tests.web.served import served

TARGET = 0.050
CLIENTS = 8
# A real `pull_request` payload is about 21 KB.
FILLER = "x" * 20_000


def body(number: int, head: int) -> bytes:
    pull = PAYLOADS["pull_request"]["pull_request"] | {"number": number, "head": {"sha": f"{head:040x}"}}
    return json.dumps(PAYLOADS["pull_request"] | {"pull_request": pull, "filler": FILLER}).encode()


class Client(threading.Thread):
    """Sends its share of the deliveries at their times; waiting counts from the plan: a slow server is not spared."""

    def __init__(self, port: int, planned: list[tuple[float, int]]) -> None:
        super().__init__()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._planned = planned
        self.took: list[float] = []
        self.statuses: list[int] = []

    def run(self) -> None:
        for moment, index in self._planned:
            time.sleep(max(0.0, moment - time.perf_counter()))
            # Most pull requests get one push; every tenth delivery is a newer push to the one before.
            raw = body(index - (index % 10 == 9) + 1, index + 1)
            headers = {
                "Content-Type": "application/json",
                "X-Hub-Signature-256": signature(raw),
                "X-GitHub-Event": "pull_request",
                "X-GitHub-Delivery": f"bench-{index}",
            }
            self._connection.request("POST", "/webhooks/github", raw, headers)
            answer = self._connection.getresponse()
            answer.read()
            self.took.append(time.perf_counter() - moment)
            self.statuses.append(answer.status)


def measure(url: str, rate: int, seconds: float, log: Path) -> str:
    with served(url, log) as port:
        # The first deliveries open the connections of both workers; they are told apart by ids the measured ones do not have.
        first = Client(port, [(time.perf_counter(), 1_000_000 + index) for index in range(20)])
        first.start()
        first.join()
        began = time.perf_counter() + 0.5
        moments = [(began + index / rate, index) for index in range(int(rate * seconds))]
        clients = [Client(port, moments[first::CLIENTS]) for first in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        spent = time.perf_counter() - began
    took = sorted(each for client in clients for each in client.took)
    good = sum(status == 202 for client in clients for status in client.statuses)
    p50, p99 = (took[int(len(took) * part)] * 1000 for part in (0.5, 0.99))
    within = "within" if p99 <= TARGET * 1000 else "OVER"
    figures = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, max {took[-1] * 1000:.1f} ms"
    return f"{good}/{len(moments)} kept, {len(took) / spent:.0f}/s, {figures} ({within} the target of {TARGET * 1000:.0f} ms)"


def main() -> None:
    rate = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10.0
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    print(f"{rate} deliveries/s for {seconds:.0f} s")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print("SQLite:    ", measure(f"sqlite:///{folder}/bench.sqlite", rate, seconds, folder / "sqlite.log"))
        url = new_database(stack.enter_context(start_postgres()))
        print("PostgreSQL:", measure(url, rate, seconds, folder / "postgresql.log"))


if __name__ == "__main__":
    main()
