"""Confinement by gVisor: a kernel of its own, in user space, between the engine and the host's."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.sandbox.confiner import OUTER_UID, SYSTEM_PATH, program_of
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.gvisor_bundle import write_bundle
from bot.sandbox.job_folder import job_folder
from bot.sandbox.seccomp import ARCHITECTURES
from bot.sandbox.system_libraries import system_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.sandbox.profile import Limits, Profile

# Best first. Never kvm: it needs a device of root's, and where the machine is a virtual one itself it can hang.
_PLATFORMS = ("systrap", "ptrace")
# Measured on two processors: 61 for a program alone, and seven more for each process that it starts.
_TASKS_PER_TASK, _OWN_TASKS, _TASKS_PER_PROCESSOR = 8, 64, 4
# Reads to the end of the pipe, then becomes the rest of the words. As whoever we are: the pipe is closed to the outer user.
_WAIT = 'read -r _ < "/proc/self/fd/$0"; exec "$@"'


@dataclass(frozen=True, slots=True)
class GvisorConfiner:
    """What starts engines here. `outer_uid` None: we are an ordinary user and stay it."""

    runsc: str
    platform: str
    setpriv: str
    prlimit: str
    outer_uid: int | None = None


@dataclass(frozen=True, slots=True)
class GvisorLaunch:
    """Wait to be admitted, drop to the outer uid, let gVisor run the bundle."""

    confiner: GvisorConfiner
    bundle: Path
    state: Path
    options: tuple[str, ...]
    # Seconds: this limit gVisor itself does not carry out.
    cpu: int
    filter: bytes = b""

    def argv(self, arguments: int) -> list[str]:
        """The host's command. It begins when the pipe is closed, so that it is in its control group by then."""
        uid = str(self.confiner.outer_uid)
        user = ["--reuid", uid, "--regid", uid, "--clear-groups"] if self.confiner.outer_uid is not None else []
        # Set after the user is changed, which would unset it: gVisor ends with whoever started it.
        drop = [self.confiner.setpriv, *user, "--pdeathsig", "KILL", self.confiner.prlimit, "--core=0", f"--cpu={self.cpu}", "--"]
        # The name is also that of a socket that all of the host sees: two runs of one name would not start.
        name = self.bundle.parent.name
        run = [self.confiner.runsc, *self.options, "--root", str(self.state), "run", "--bundle", str(self.bundle), name]
        return ["/bin/sh", "-c", _WAIT, str(arguments), *drop, *run]

    def arguments(self, seccomp: int) -> bytes:  # noqa: ARG002 - the filter stands in the bundle
        """Nothing but the end: all is in the bundle."""
        return b""


def gvisor_version(runsc: str) -> str:
    """What `runsc --version` says. Raises `SandboxUnavailable` when it does not even start."""
    found = re.search(r"version (\S+)", _said(runsc, "--version"))
    return found[1] if found else "of an unknown version"


def find_gvisor(path: str = SYSTEM_PATH) -> GvisorConfiner:
    """The gVisor that is installed on `path`. Raises `SandboxUnavailable`."""
    if platform.machine() not in ARCHITECTURES:
        raise SandboxUnavailable(f"there is no system-call filter for {platform.machine()}: run on x86_64 or aarch64")
    runsc = program_of("runsc", "runsc", path)
    known = _said(runsc, "flags")
    chosen = next((name for name in _PLATFORMS if re.search(rf"platform to use:[^\n]*\b{name}\b", known)), None)
    if chosen is None:
        raise SandboxUnavailable(f"{runsc} knows none of the platforms {', '.join(_PLATFORMS)}: install another version of gVisor")
    root = os.geteuid() == 0
    setpriv, prlimit = (program_of(name, "util-linux") for name in ("setpriv", "prlimit"))
    return GvisorConfiner(runsc, chosen, setpriv, prlimit, OUTER_UID if root else None)


def _said(runsc: str, *words: str) -> str:
    try:
        ran = subprocess.run([runsc, *words], env={}, capture_output=True, timeout=10, check=True)  # noqa: S603 - our own argv
    except (OSError, subprocess.SubprocessError) as error:
        raise SandboxUnavailable(f"{runsc} does not start ({error}): install gVisor again") from error
    return (ran.stdout + ran.stderr).decode("utf-8", "replace")


def options(confiner: GvisorConfiner) -> tuple[str, ...]:
    """Of `runsc` itself. Each version has defaults of its own, so what matters is said."""
    return (
        *("--rootless", "--network=none", f"--platform={confiner.platform}", "--oci-seccomp"),
        # Control groups are ours to make; no layer to write to over the root. Sockets of the host are closed by every version's default.
        *("--ignore-cgroups", "--overlay2=none"),
    )


@contextmanager
def gvisor_room(confiner: GvisorConfiner, profile: Profile, limits: Limits, machine: str, command: Sequence[str]) -> Iterator[GvisorLaunch]:
    """The start of `command`; the bundle, and what gVisor notes about the run, are there for as long as the context lasts."""
    mounts, links = system_libraries(machine=machine)
    whole = replace(profile, mounts=(*mounts, *profile.mounts), links=(*links, *profile.links))
    with job_folder(confiner.outer_uid) as folder:
        write_bundle(folder / "bundle", whole, limits, ARCHITECTURES[machine], command)
        state = folder / "state"
        state.mkdir(mode=0o700)
        if confiner.outer_uid is not None:
            os.chown(state, confiner.outer_uid, confiner.outer_uid)
        yield GvisorLaunch(confiner, folder / "bundle", state, options(confiner), limits.cpu)


def with_own_tasks(limits: Limits) -> Limits:
    """The caps that hold for gVisor and the engine together."""
    return replace(limits, tasks=_TASKS_PER_TASK * limits.tasks + _OWN_TASKS + _TASKS_PER_PROCESSOR * (os.cpu_count() or 1))
