"""What root can see of processes from outside: environment, memory, descriptors, descendants."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_BROKER = "bartizan-broker"


def environ(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def comm(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def parents() -> dict[int, int]:
    """Every process and its parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return found


def descendants(pid: int) -> set[int]:
    every, found = parents(), {pid}
    while more := {child for child, parent in every.items() if parent in found} - found:
        found |= more
    return found - {pid}


def broker_of(worker: int) -> int:
    (broker,) = (pid for pid in descendants(worker) if comm(pid) == _BROKER)
    return broker


def remembers(pid: int, what: bytes) -> bool:
    """Whether the bytes stand anywhere in the process's memory that it can write."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            told = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if told is None:
                continue
            at, end = (int(part, 16) for part in told.groups())
            kept = b""
            while at < end:
                with suppress(OSError):
                    memory.seek(at)
                    kept = kept[-len(what) :] + memory.read(min(_CHUNK, end - at))
                    if what in kept:
                        return True
                at += _CHUNK
    return False


def descriptors(pid: int) -> set[str]:
    """What the process has open, such as `socket:[4711]`."""
    found = set()
    with suppress(OSError):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.add(str(entry.readlink()))
    return found


@dataclass
class Watched:
    """Of everything that ran below a worker: command lines, programs, who had the line to the broker, and git's configuration files."""

    command_lines: set[bytes] = field(default_factory=set)
    programs: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    confined: set[bytes] = field(default_factory=set)
    configurations: set[str] = field(default_factory=set)


@contextmanager
def watching(worker: int, line: str, folder: Path) -> Iterator[Watched]:
    """Look again and again, as often as this machine allows. `folder` holds the repositories of jobs."""
    seen, stop, broker = Watched(), threading.Event(), broker_of(worker)
    own = Path(f"/proc/{worker}/cmdline").read_bytes()

    def look() -> None:
        while not stop.wait(0.002):
            for pid in descendants(worker) - {broker}:
                with suppress(OSError):
                    _look_at(seen, pid, line, own)
            # A folder that goes while it is walked ends the walk.
            with suppress(OSError):
                seen.configurations |= {config.read_text() for config in folder.glob("**/config")}

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def _look_at(seen: Watched, pid: int, line: str, own: bytes) -> None:
    words = Path(f"/proc/{pid}/cmdline").read_bytes()
    if words == own:
        # Between fork and exec it is still the worker.
        return
    has, name = line in descriptors(pid), comm(pid)
    if Path(f"/proc/{pid}/cmdline").read_bytes() != words:
        return
    seen.command_lines.add(words)
    seen.programs.add(name)
    if has:
        seen.holders.add(name)
    if name not in {"git", "sh", "git-remote-http", "git-remote-https"}:
        seen.confined.add(environ(pid))
