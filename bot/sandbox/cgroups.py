"""A control group for each run, so that the kernel itself bounds memory and processes and nobody outlives the run."""

from __future__ import annotations

import errno
import os
import signal
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "bartizan"
# Attempts to remove a group whose last process is being buried, and the pause between them: half a second in all.
_REMOVALS, _PAUSE = 50, 0.01
_UNIFIED = "cgroup2"


@dataclass(frozen=True, slots=True)
class ControlGroups:
    """Where groups can be made: one folder for both controllers with version 2, one for each with version 1."""

    version: int
    memory: Path
    pids: Path

    @contextmanager
    def group(self, memory: int, processes: int) -> Iterator[Group]:
        """A fresh group of these bounds, in bytes and tasks, that is emptied and removed afterwards. Raises `OSError`."""
        name = f"{_owner()}{os.getpid()}-{uuid.uuid4().hex[:12]}"
        made = Group(self.version, tuple(dict.fromkeys(parent / name for parent in (self.memory, self.pids))))
        try:
            for folder in made.folders:
                folder.mkdir()
            limit = "memory.max" if self.version == 2 else "memory.limit_in_bytes"  # noqa: PLR2004 - a version
            (self.memory / name / limit).write_text(str(memory))
            (self.pids / name / "pids.max").write_text(str(processes))
            with suppress(OSError):
                # Without it the limit on memory only makes the program swap; not every kernel counts swap.
                swap = ("memory.swap.max", 0) if self.version == 2 else ("memory.memsw.limit_in_bytes", memory)  # noqa: PLR2004
                (self.memory / name / swap[0]).write_text(str(swap[1]))
            yield made
        finally:
            made.remove()

    def sweep(self) -> None:
        """Take away what workers left that were killed: bubblewrap, too, overlooks its parent's end while it starts."""
        for parent in dict.fromkeys((self.memory, self.pids)):
            for folder in parent.glob(f"{_owner()}*"):
                worker = folder.name.removeprefix(_owner()).partition("-")[0]
                if not Path("/proc", worker).exists():
                    with suppress(OSError):
                        Group(self.version, (folder,)).remove()


def _owner() -> str:
    """What begins the names of groups whose workers we can tell dead from alive: those that count processes as we do."""
    return f"{_PREFIX}-{Path('/proc/self/ns/pid').stat().st_ino}-"


@dataclass(frozen=True, slots=True)
class Group:
    """One run's group."""

    version: int
    folders: tuple[Path, ...]

    @contextmanager
    def starting(self) -> Iterator[None]:
        """With version 1 what the calling thread starts in this context begins its life in the group. Raises `OSError`.

        To move another process makes the kernel wait for every processor, some ten milliseconds; a thread that moves itself, and
        back, costs next to nothing. Version 2 knows no groups of threads, there `admit` must do.
        """
        if self.version != 1:
            yield
            return
        try:
            for folder in self.folders:
                (folder / "tasks").write_text("0")
            yield
        finally:
            for folder in self.folders:
                (folder.parent / "tasks").write_text("0")

    def admit(self, process: int) -> None:
        """Put a process in that has not been started in the group; what it starts from then on is in it too. Raises `OSError`."""
        if self.version != 1:
            for folder in self.folders:
                (folder / "cgroup.procs").write_text(str(process))

    def remove(self) -> None:
        """Kill whoever is left, and take the group away."""
        for folder in self.folders:
            for _ in range(_REMOVALS):
                try:
                    folder.rmdir()
                except FileNotFoundError:
                    break
                except OSError as error:
                    if error.errno != errno.EBUSY:
                        raise
                    _kill(folder)
                    time.sleep(_PAUSE)
                else:
                    break


def _kill(folder: Path) -> None:
    kill = folder / "cgroup.kill"
    if kill.exists():
        kill.write_text("1")
        return
    for process in (folder / "cgroup.procs").read_text().split():
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)


def find_control_groups(own: Path = Path("/proc/self/cgroup"), mounts: Path = Path("/proc/self/mountinfo")) -> ControlGroups | None:
    """Where this process may make groups, tried out; None when it may not.

    With version 2 that is beside our own group: one that holds processes cannot hold groups with controllers, and we move nobody.
    """
    try:
        groups = [line.split(":", 2) for line in own.read_text().splitlines()]
        mounted = [line.split() for line in mounts.read_text().splitlines()]
    except OSError:
        return None
    for found in (*_unified(groups, mounted), *_legacy(groups, mounted)):
        if _works(found):
            found.sweep()
            return found
    return None


def _unified(groups: list[list[str]], mounted: list[list[str]]) -> Iterator[ControlGroups]:
    for mount in mounted:
        if mount[mount.index("-") + 1] == _UNIFIED:
            for path in (path for number, _, path in groups if number == "0"):
                place = Path(mount[4], path.lstrip("/"))
                for candidate in (place, *place.parents[:1]):
                    if _offers(candidate):
                        yield ControlGroups(2, candidate, candidate)


def _offers(place: Path) -> bool:
    """Whether groups below this one have both controllers, which is asked for where it is not so yet."""
    control = place / "cgroup.subtree_control"
    with suppress(OSError):
        if not {"memory", "pids"} <= set(control.read_text().split()):
            control.write_text("+memory +pids")
        return {"memory", "pids"} <= set(control.read_text().split())
    return False


def _legacy(groups: list[list[str]], mounted: list[list[str]]) -> Iterator[ControlGroups]:
    places = {
        name: Path(mount[4], path.lstrip("/"))
        for mount in mounted
        if mount[mount.index("-") + 1] == "cgroup"
        for _, names, path in groups
        for name in names.split(",")
        if name in mount[-1].split(",")
    }
    if {"memory", "pids"} <= places.keys():
        yield ControlGroups(1, places["memory"], places["pids"])


def _works(found: ControlGroups) -> bool:
    try:
        with found.group(1 << 30, 64):
            return True
    except OSError:
        return False
