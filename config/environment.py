"""The process's environment: the only place that touches it."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where the App's private key may stand; nobody but the broker keeps these.
PRIVATE_KEY = ("BARTIZAN_PRIVATE_KEY", "BARTIZAN_PRIVATE_KEY_FILE")
_BROKER = "BARTIZAN_BROKER_DESCRIPTOR"


def read() -> Mapping[str, str]:
    """A copy of the environment as it is now; later changes do not show in it."""
    return dict(os.environ)


def home() -> Path:
    """The user's home directory."""
    return Path.home()


def prefix() -> Path:
    """The virtual environment (or installation) that this process runs from."""
    return Path(sys.prefix)


def new_executor_id() -> str:
    """A name for this worker process that no other process has or will have: host, process id, and a random part."""
    return f"{platform.node()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def share_metrics() -> Path:
    """A new folder in which the processes started from here on share their figures."""
    folder = Path(tempfile.mkdtemp(prefix="bartizan-metrics-"))
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    return folder


def metrics_folder() -> Path | None:
    """The folder of shared figures, where this process has one."""
    told = read().get("PROMETHEUS_MULTIPROC_DIR")
    return Path(told) if told else None


def remove_metrics(folder: Path) -> None:
    """Remove the folder of `share_metrics`."""
    shutil.rmtree(folder, ignore_errors=True)


def executable_path() -> str:
    """Where programs are looked for: the PATH of this process, or the system's folders when there is none."""
    return read().get("PATH") or "/usr/local/bin:/usr/bin:/bin"


def broker_descriptor() -> int | None:
    """The descriptor on which the broker listens; None where there is none: set by `become_worker`, and believed only if it is a socket."""
    told = read().get(_BROKER, "")
    try:
        return int(told) if told.isdecimal() and stat.S_ISSOCK(os.fstat(int(told)).st_mode) else None
    except (OSError, OverflowError):
        return None


def become_worker(descriptor: int) -> NoReturn:
    """Begin this program anew, without the private key and with a broker to ask."""
    _begin_anew({_BROKER: str(descriptor)})


def drop_private_key() -> None:
    """Begin this program anew without the private key, if its environment names one: taking it out here would leave it in `/proc`."""
    if any(name in os.environ for name in PRIVATE_KEY):
        _begin_anew({})


def _begin_anew(told: Mapping[str, str]) -> NoReturn:
    kept = {name: value for name, value in os.environ.items() if name not in PRIVATE_KEY}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**kept, **told})  # noqa: S606 - our own command line again
