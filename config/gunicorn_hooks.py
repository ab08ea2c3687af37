"""What gunicorn's configuration file does at its hooks, where every name is a setting of gunicorn."""

from __future__ import annotations

import logging
import socket
import struct
from typing import TYPE_CHECKING, Protocol

from config import logs
from config.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# GitHub itself gives up after ten seconds.
SILENCE = 10


class Listener(Protocol):
    """gunicorn's listening socket."""

    sock: socket.socket


def end_silence(listeners: Iterable[Listener]) -> None:
    """Let no read from a client wait longer than `SILENCE` seconds.

    gunicorn's threads wait for the rest of a request without any limit, so that a few connections which send half a header and
    then nothing would occupy all of them. Accepted sockets inherit the option; it holds wherever they are read.
    """
    for listener in listeners:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", SILENCE, 0))


def listen_address(environ: Mapping[str, str]) -> str:
    """`BARTIZAN_LISTEN`, or all addresses on the platform's `PORT`, or this machine's port 8080."""
    told = environ.get("BARTIZAN_LISTEN", "").strip()
    port = environ.get("PORT", "").strip()
    return told or (f"0.0.0.0:{port}" if port.isdecimal() else "127.0.0.1:8080")


def log_config(environ: Mapping[str, str]) -> dict[str, object]:
    """Set up logging for the web process, and say it in the form in which gunicorn sets it up once more.

    Settings are checked by the application; here a bad one must not hide the application's message.
    """
    level = environ.get("BARTIZAN_LOG_LEVEL", "").strip().upper()
    secret = environ.get("BARTIZAN_WEBHOOK_SECRET", "").strip()
    logs.set_up(level if level in logs.LEVELS else "INFO", secrets=[Secret(secret)] if len(secret) >= logs.MIN_SECRET else [])
    root = logging.getLogger()
    (handler,) = root.handlers
    through = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"redacted": {"()": lambda: handler}},
        "root": {"level": root.level, "handlers": ["redacted"]},
        # With a dictionary given, gunicorn writes a line for each request whatever `accesslog` says.
        "loggers": {"gunicorn.error": through, "gunicorn.access": through | {"level": "WARNING"}},
    }


def forget_metrics(pid: int) -> None:
    """Take a dead worker's live gauges out of the shared figures."""
    # Imported here: the library decides at its first import whether figures are shared.
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(pid)  # type: ignore[no-untyped-call]
