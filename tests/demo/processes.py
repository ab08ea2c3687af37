"""The real server and a real worker, as an operator would start them, in their own processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parent.parent.parent
STARTUP_SECONDS = 30.0


class DidNotStart(Exception):
    """A process ended or stayed silent; the message holds the end of its log."""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def inherited() -> dict[str, str]:
    """What a service inherits: none of the settings that may be lying around."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BARTIZAN_")}


@contextmanager
def running(words: list[str], environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended with the block, however it ends."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            words, cwd=ROOT, env=dict(environment), stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def server(environment: Mapping[str, str], port: int, log: Path) -> Iterator[str]:
    """gunicorn with the web process; yields its address once it answers."""
    words = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}", "bot.wsgi:app"]
    with running(words, environment, log) as process:
        url = f"http://127.0.0.1:{port}"
        _wait_until(lambda: _answers(f"{url}/healthz"), process, log)
        yield url


@contextmanager
def worker(environment: Mapping[str, str], web: str | None, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker; with the server's address given, yields once the worker has shown a sign of life there."""
    with running([sys.executable, "-m", "bot.worker"], environment, log) as process:
        if web is not None:
            _wait_until(lambda: _workers(web) > 0, process, log)
        yield process


def _workers(web: str) -> int:
    return int(_read(f"{web}/readyz").get("parts", {}).get("workers", {}).get("value") or 0)


def _answers(url: str) -> bool:
    return bool(_read(url))


def _read(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            told: dict[str, Any] = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return {}
    return told


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if ready():
            return
        time.sleep(0.05)
    raise DidNotStart(f"{process.args!r} did not start; the end of its log:\n{tail(log)}")


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:]) if log.exists() else ""
