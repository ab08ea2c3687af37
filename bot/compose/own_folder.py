"""A folder of a process's own, and the end of folders whose process died before it could clear up."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HELD = "bartizan-worker-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def own_folder(parent: Path, mode: int) -> Iterator[Path]:
    """A new folder in `parent`, locked as long as the context lasts and gone afterwards.

    Folders made here whose process was killed are removed first: they hold the code of whatever was reviewed then.
    """
    for left in parent.glob(f"{_HELD}*"):
        _remove_unheld(left)
    # It gets the name that others look for once it is locked: nobody can take it for a dead process's.
    made = Path(tempfile.mkdtemp(prefix="bartizan-starting-", dir=parent))
    lock = os.open(made, _FOLDER)
    try:
        with suppress(OSError):  # a file system without locks: nobody can lock it, so nobody removes it
            fcntl.flock(lock, fcntl.LOCK_EX)
        own = made.rename(made.with_name(f"{_HELD}{made.name.rpartition('-')[2]}"))
        own.chmod(mode)
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)
    finally:
        os.close(lock)


def _remove_unheld(folder: Path) -> None:
    """What is not ours to open, or locked by a living process, stays."""
    with suppress(OSError):
        lock = os.open(folder, _FOLDER)
        try:
            if os.fstat(lock).st_uid == os.geteuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
