"""Confinement by Landlock: the same view as bubblewrap's profile, made of links, for places that forbid namespaces."""

from __future__ import annotations

import ctypes
import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.sandbox.confiner import OUTER_UID, program_of
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.job_folder import job_folder
from bot.sandbox.profile import caps, dropping
from bot.sandbox.seccomp import ARCHITECTURES, program
from bot.sandbox.system_libraries import system_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.sandbox.engines import Interpreter
    from bot.sandbox.profile import Limits, Profile

# Below it the network is open. Below the other, signals reach whatever has the same user.
_NETWORK_SINCE, _SIGNALS_SINCE = 4, 6
_CREATE_RULESET, _VERSION = 444, 1
_DEVICES = ("/dev/null", "/dev/urandom")
# The name of this file stands in the pattern engine, which wants it there, and holds nothing secret.
_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
# What namespaces forbid otherwise: to leave the group that is killed at the end, and to touch the processes and files of the same user.
_DENIED_TOO = frozenset(
    {"setsid", "setpgid", "setpriority", "sched_setaffinity", "chmod", "fchmod", "fchmodat", "utime", "utimes", "utimensat"}
)
# Seen at the same place as on the host; of the others a part of this length is moved below the room.
_SAME_PLACE = ("/usr", "/etc", "/lib", "/lib64")
_SHARED_TOPS = ("/opt", "/home")


@dataclass(frozen=True, slots=True)
class LandlockConfiner:
    """What starts engines here: the Python that restricts itself first, and the user it runs as."""

    python: Interpreter
    abi: int
    setpriv: str | None = None
    outer_uid: int | None = None


@dataclass(frozen=True, slots=True)
class LandlockLaunch:
    """Drop to the outer uid, let Python give up everything else and become the command."""

    drop: tuple[str, ...]
    python: Interpreter
    abi: int
    readable: tuple[str, ...]
    writable: tuple[str, ...]
    folder: str
    environment: tuple[tuple[str, str], ...]
    caps: tuple[tuple[str, int], ...]
    filter: bytes
    command: tuple[str, ...]

    def argv(self, arguments: int) -> list[str]:
        """The host's command. The launcher is given as text, because the sandbox's user may not reach our own files."""
        library = [f"LD_LIBRARY_PATH={self.python.library_path}"] if self.python.library_path else []
        return [*self.drop, "/usr/bin/env", "-i", *library, self.python.executable, "-I", "-S", "-c", _launcher(), str(arguments)]

    def arguments(self, seccomp: int) -> bytes:
        """What the launcher reads."""
        told: dict[str, Any] = {
            "filter": seccomp,
            "abi": self.abi,
            "readable": self.readable,
            "writable": self.writable,
            "folder": self.folder,
            "caps": dict(self.caps),
            "environment": dict(self.environment),
            "command": self.command,
        }
        return json.dumps(told).encode()


@cache
def _launcher() -> str:
    return files("bot.sandbox").joinpath("landlock_launcher.py").read_text()


def abi_version() -> int:
    """The version of Landlock's interface that the kernel speaks, 0 for none."""
    version = ctypes.CDLL(None).syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_long(0), ctypes.c_long(_VERSION))
    return max(0, int(version))


def find_landlock(python: Interpreter) -> LandlockConfiner:
    """Landlock as this kernel has it. Raises `SandboxUnavailable` when it would leave too much open."""
    abi, root = abi_version(), os.geteuid() == 0
    wanted = _NETWORK_SINCE if root else _SIGNALS_SINCE
    if abi < wanted:
        raise SandboxUnavailable(
            f"the kernel's Landlock has version {abi} and {wanted} is needed "
            f"{'' if root else 'by an ordinary user '}: use Linux 6.12 or newer, or allow user namespaces"
        )
    return LandlockConfiner(python, abi, program_of("setpriv", "util-linux") if root else None, OUTER_UID if root else None)


@contextmanager
def landlock_room(
    confiner: LandlockConfiner, profile: Profile, limits: Limits, machine: str, command: Sequence[str]
) -> Iterator[LandlockLaunch]:
    """The start of `command`, with a folder of links that stands for the profile's own paths for as long as the context lasts."""
    mounts, _ = system_libraries(machine=machine)
    with job_folder(confiner.outer_uid) as folder:
        room = folder / "room"
        room.mkdir(mode=0o755)
        scratch = [_scratch(room / name.lstrip("/"), confiner.outer_uid) for name, _ in profile.scratch]
        for mount in profile.mounts:
            if not mount.target.startswith(_SAME_PLACE):
                place = room / mount.target.lstrip("/")
                place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
                place.symlink_to(mount.source)
        names = _names(profile)
        sources = [str(mount.source.resolve()) for mount in (*mounts, *profile.mounts)]
        capped = {name: value + (_tasks() if name == "nproc" else 0) for name, value in caps(limits)}
        arch = ARCHITECTURES[machine]
        yield LandlockLaunch(
            drop=dropping(confiner),
            python=confiner.python,
            abi=confiner.abi,
            readable=tuple(path for path in (*sources, *_DEVICES, _AUTHORITIES) if Path(path).exists()),
            writable=(*scratch, "/dev/null"),
            folder=_moved(profile.folder, names, room),
            environment=tuple((name, _moved(value, names, room)) for name, value in profile.environment),
            caps=tuple(capped.items()),
            filter=program(replace(arch, calls=_fewer(arch.calls))),
            command=tuple(_moved(word, names, room) for word in command),
        )


def _fewer(calls: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in calls.items() if name not in _DENIED_TOO}


def _scratch(place: Path, owner: int | None) -> str:
    place.mkdir(parents=True)
    if owner is not None:
        os.chown(place, owner, owner)
    place.chmod(0o700)
    return str(place)


def _names(profile: Profile) -> list[str]:
    """The beginnings of paths that exist inside only, the longest first."""
    targets = [mount.target for mount in profile.mounts if not mount.target.startswith(_SAME_PLACE) and str(mount.source) != mount.target]
    parts = [path.split("/") for path in (*targets, *(name for name, _ in profile.scratch))]
    tops = {"/".join(path[:3] if f"/{path[1]}" in _SHARED_TOPS else path[:2]) for path in parts}
    return sorted(tops, key=len, reverse=True)


def _moved(text: str, names: Sequence[str], room: Path) -> str:
    """`text` with every path of the profile's turned into the one below `room`. A path that begins with `//` is the host's own."""
    known = "|".join(map(re.escape, names))
    return re.sub(rf"(?<![\w./-])(?:{known})(?=[/'\":,;)\s]|$)", lambda found: f"{room}{found[0]}", text)


def _tasks() -> int:
    """How many threads run as the user that engines have: without a user namespace they count against RLIMIT_NPROC."""
    uid = OUTER_UID if os.geteuid() == 0 else os.geteuid()
    count = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if place.stat().st_uid == uid:
                count += sum(1 for _ in (place / "task").iterdir())
        except OSError:
            continue
    return count
