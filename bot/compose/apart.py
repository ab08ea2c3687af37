"""The worker's doorway: one process becomes a broker, which has the private key, and a worker, which has never read it.

Loads next to nothing, so that whatever else a worker consists of is loaded where there is no key.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from config import environment

if TYPE_CHECKING:
    import socket

# linux/prctl.h
_SET_DUMPABLE, _SET_NAME = 4, 15
# The broker ends when its worker has, not when a terminal or a supervisor speaks to both: it has tokens to revoke.
_FOR_THE_WORKER = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


def part() -> None:
    """Return in the worker; before that, leave a broker behind and begin anew without the key.

    The worker keeps the process id, so that signals and exit codes are its own. Call it before any thread is started.
    """
    seal()
    if environment.broker_descriptor() is not None:
        return
    import socket  # noqa: PLC0415 - once per worker, and not in the worker

    brokers, workers = socket.socketpair()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_WORKER)
    if os.fork() == 0:
        workers.close()
        _serve(brokers)
    brokers.close()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    workers.set_inheritable(True)
    environment.become_worker(workers.fileno())


def seal() -> None:
    """Keep other processes of the same user from reading this one's memory and environment, and write no core dump."""
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def _serve(end: socket.socket) -> NoReturn:
    """Be the broker until the worker has gone. Being forked and not started, it has been sealed from its beginning."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(_SET_NAME, b"bartizan-broker", 0, 0, 0)
        from bot.compose.broker import serve  # noqa: PLC0415 - what the broker needs is loaded in the broker

        code = serve(end)
    except Exception:  # noqa: BLE001 - nothing above may go on as if it were the worker
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)
