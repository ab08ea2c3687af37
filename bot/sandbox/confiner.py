"""Which programs of this host can confine an engine, and whether the engine could reach its own files."""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.profile import PROC_MASKS, Confiner
from bot.sandbox.seccomp import ARCHITECTURES

if TYPE_CHECKING:
    from collections.abc import Iterable

# Owns nothing on the host. An ordinary user of the server stays itself: only root can become somebody else.
OUTER_UID = 61000
SYSTEM_PATH = "/usr/bin:/bin:/usr/local/bin:/usr/sbin:/sbin"
_SIZED_SCRATCH, _DISABLE_USERNS = (0, 7), (0, 8)


def find_confiner(path: str = SYSTEM_PATH) -> Confiner:
    """Look for bubblewrap and its companions on `path`. Raises `SandboxUnavailable`."""
    if platform.machine() not in ARCHITECTURES:
        raise SandboxUnavailable(f"there is no system-call filter for {platform.machine()}: run on x86_64 or aarch64")
    bwrap = program_of("bwrap", "bubblewrap", path)
    prlimit = program_of("prlimit", "util-linux", path)
    root = os.geteuid() == 0
    version = bwrap_version(bwrap)
    return Confiner(
        bwrap=bwrap,
        prlimit=Path(prlimit).resolve(),
        setpriv=program_of("setpriv", "util-linux", path) if root else None,
        outer_uid=OUTER_UID if root else None,
        # Binding over a file that does not exist aborts bubblewrap, and kernels differ.
        masks=tuple(mask for mask in PROC_MASKS if Path(mask).exists()),
        sized_scratch=version >= _SIZED_SCRATCH,
        disable_userns=version >= _DISABLE_USERNS,
    )


def bwrap_version(bwrap: str) -> tuple[int, ...]:
    """What `bwrap --version` says. Raises `SandboxUnavailable` when it does not even start."""
    try:
        said = subprocess.run([bwrap, "--version"], env={}, capture_output=True, timeout=10, check=True).stdout  # noqa: S603 - our own argv
    except (OSError, subprocess.SubprocessError) as error:
        raise SandboxUnavailable(f"{bwrap} does not start ({error}): install bubblewrap again") from error
    found = re.search(rb"(\d+)\.(\d+)\.?(\d*)", said)
    return tuple(int(part) for part in found.groups() if part) if found else (0,)


def require_reachable(sources: Iterable[Path], uid: int | None) -> None:
    """Every source, and a job's folder, must be readable to `uid`. Raises `SandboxUnavailable` naming the first that is not."""
    if uid is None:
        return
    for source in (*sources, Path(tempfile.gettempdir())):
        barrier = _barrier(source, uid)
        if barrier is not None:
            raise SandboxUnavailable(
                f"the sandbox's user {uid} cannot reach {source}, because {barrier} is closed to it: "
                f"move it to a place every user can read (such as /opt) or run `chmod o+x {barrier}`"
            )


def _barrier(source: Path, uid: int) -> Path | None:
    """The first component of the resolved path that the uid may not pass, by its mode bits."""
    real = source.resolve()
    for place in (*reversed(real.parents), real):
        try:
            facts = place.stat()
        except OSError:
            return place
        passing = stat.S_ISDIR(facts.st_mode)
        wanted = stat.S_IXOTH if passing else stat.S_IROTH
        shift = 6 if facts.st_uid == uid else 3 if facts.st_gid == uid else 0
        if not (facts.st_mode >> shift) & wanted:
            return place
    return None


def program_of(name: str, package: str, path: str = SYSTEM_PATH) -> str:
    """Where the program lies. Raises `SandboxUnavailable` naming the package to install."""
    found = shutil.which(name, path=path)
    if found is None:
        raise SandboxUnavailable(f"{name} is not installed: install the package {package}")
    return found
