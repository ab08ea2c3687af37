"""Attacks on the host's resources; each stops by itself at a point that a working limit does not let it reach.

Argument: the attack's name. It prints how far it came.
"""

from __future__ import annotations

import mmap
import os
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1 << 20
ENOUGH = 400


def forks() -> int:
    children = 0
    with suppress(OSError):
        while children < ENOUGH:
            if os.fork() == 0:
                time.sleep(600)
            children += 1
    return children


def threads() -> int:
    started = 0
    with suppress(RuntimeError):
        while started < ENOUGH:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            started += 1
    return started


def address_space() -> int:
    """Gigabytes reserved, in quarters; nothing is touched."""
    held: list[mmap.mmap] = []
    with suppress(OSError):
        while len(held) < 4 * 8:
            held.append(mmap.mmap(-1, 256 * MEGABYTE))
    return len(held) // 4


def memory() -> int:
    """Megabytes written to."""
    held: list[bytearray] = []
    while len(held) < ENOUGH:
        held.append(bytearray(b"x") * MEGABYTE)
        time.sleep(0.001)
    return len(held)


def fill(folder: str, most: int) -> int:
    """Megabytes stored in a folder."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    written = 0
    with suppress(OSError):
        for number in range(most // 8):
            with open(f"{folder}/{number}", "wb", buffering=0) as file:  # noqa: PTH123 - no pathlib, for the quicker start
                for _ in range(8):
                    written += file.write(bytes(MEGABYTE))
    return written // MEGABYTE


def inodes() -> int:
    for number in range(ENOUGH * 1000):
        os.close(os.open(f"/tmp/{number}", os.O_CREAT | os.O_WRONLY))  # noqa: S108 - inside
    return ENOUGH * 1000


def sparse() -> str:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open("/tmp/sparse", "wb") as file:  # noqa: PTH123, S108 - as above
        try:
            os.ftruncate(file.fileno(), 10 << 30)
        except OSError as error:
            return str(error.strerror)
    return "10 GB"


def descriptors() -> int:
    opened = 0
    with suppress(OSError):
        while opened < 4 * ENOUGH:
            os.open("/dev/null", os.O_RDONLY)
            opened += 1
    return opened


def spin() -> float:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while time.process_time() < 4:
        pass
    return time.process_time()


def core() -> int:
    return resource.getrlimit(resource.RLIMIT_CORE)[1]


def linger() -> str:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(600)
    return "rested"


ATTACKS: dict[str, Callable[[], object]] = {
    "forks": forks,
    "threads": threads,
    "address space": address_space,
    "memory": memory,
    "scratch": lambda: fill("/tmp", 200),  # noqa: S108 - inside
    "home": lambda: fill("/home/w", 200),
    "inodes": inodes,
    "sparse": sparse,
    "descriptors": descriptors,
    "spin": spin,
    "core": core,
    "linger": linger,
}

if __name__ == "__main__":
    print(ATTACKS[sys.argv[1]](), flush=True)
    os._exit(0)
