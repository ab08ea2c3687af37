"""A real gunicorn with our configuration file, for as long as a test needs it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.jobs.schema import prepare
from bot.store.migrate import upgrade
from tests.web.fakes import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@contextmanager
def served(url: str, log: Path) -> Iterator[int]:
    """Serve the real application on that database; yields the port."""
    upgrade(url)
    prepare(url)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"BARTIZAN_LISTEN": f"127.0.0.1:{port}", "BARTIZAN_DATABASE_URL": url, "BARTIZAN_WEBHOOK_SECRET": SECRET}
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "tests.web.site_wsgi:app"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | told, stdout=out, stderr=out)
    try:
        _wait(server, port, log)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError(f"gunicorn did not start: {log.read_text()[-2000:]}")
