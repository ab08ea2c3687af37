"""What each hostile case cost: the time, and the most memory that the worker and its engines held."""

from __future__ import annotations

import re
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.memory_watch import held

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

PROPERTY = "arena"
_PAUSE = 0.1
_MEGABYTE = 1024 * 1024


class Meter:
    """Seconds since its start and peaks in bytes; `text` is what a report carries from one process to another."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.worker = 0
        self.engines = 0

    def look(self, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            own = _status(process.pid, "VmHWM")
            self.worker = max(self.worker, own)
            self.engines = max(self.engines, held(process.pid) - _status(process.pid, "RssAnon"))

    def text(self) -> str:
        return f"{time.monotonic() - self.began:.1f} {self.worker // _MEGABYTE} {self.engines // _MEGABYTE}"


@contextmanager
def metered(processes: Sequence[subprocess.Popen[bytes]]) -> Iterator[Meter]:
    """Watch the processes and all that they start."""
    for process in processes:
        with suppress(OSError):
            # The kernel's own peak begins anew.
            Path(f"/proc/{process.pid}/clear_refs").write_text("5")
    meter, over = Meter(), threading.Event()

    def watch() -> None:
        while not over.wait(_PAUSE):
            meter.look(processes)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield meter
    finally:
        over.set()
        thread.join()
        meter.look(processes)


def _status(process: int, name: str) -> int:
    """Bytes; 0 for a process that has ended."""
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def table(figures: Sequence[tuple[str, str]]) -> list[str]:
    """Lines of (name of the test, what its meter said), the dearest first."""
    rows = sorted(((name, text.split()) for name, text in figures), key=lambda row: -float(row[1][0]))
    wide = max(len(name) for name, _ in rows)
    head = f"{'case':{wide}}  seconds  worker peak MB  engines peak MB"
    return [head, *(f"{name:{wide}}  {seconds:>7}  {worker:>14}  {engines:>15}" for name, (seconds, worker, engines) in rows)]
