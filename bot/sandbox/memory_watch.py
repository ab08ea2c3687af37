"""How much memory a running program and all that it started hold, for hosts where no cgroup can be made."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


def held(leader: int, proc: Path = Path("/proc"), *, shared: bool = False) -> int:
    """Bytes of memory of their own of the process, its group and its descendants. Pages that a fork shares are counted twice.

    `shared`: those of files and shared memory too, once for each process: in gVisor all memory of the engine is shared.
    """
    parents: dict[int, int] = {}
    members = {leader}
    for place in proc.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # The name in the second field may hold anything, also brackets: what counts comes after the last one.
            fields = place.read_text(errors="replace").rpartition(")")[2].split()
            process = int(place.parent.name)
            parents[process] = int(fields[1])
            if int(fields[2]) == leader:
                members.add(process)
    grown = True
    while grown:
        below = {process for process, parent in parents.items() if parent in members} - members
        members |= below
        grown = bool(below)
    return sum(_own(proc / str(process) / "statm", shared=shared) for process in members)


def _own(statm: Path, *, shared: bool) -> int:
    try:
        fields = statm.read_text().split()
        return (int(fields[1]) - (0 if shared else int(fields[2]))) * _PAGE
    except (OSError, ValueError, IndexError):
        # It has ended in the meantime.
        return 0
