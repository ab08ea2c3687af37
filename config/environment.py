"""The process's environment: the only place that touches it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
