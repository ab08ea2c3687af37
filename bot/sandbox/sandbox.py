"""The sandbox: commands go in, what they said comes out."""

from __future__ import annotations

import os
import platform
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.sandbox.process import Ran, Spawner, run
from bot.sandbox.profile import Confiner, Limits, Profile, bwrap_arguments, host_command, limited
from bot.sandbox.seccomp import program
from bot.sandbox.system_libraries import system_libraries

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Starts programs confined. Usable from any thread; made by `probe.open_sandbox`, which has seen it hold."""

    confiner: Confiner
    spawner: Spawner = field(default_factory=Spawner)
    machine: str = field(default_factory=platform.machine)

    def run(self, command: Sequence[str], profile: Profile, limits: Limits) -> Ran:
        """Run `command` (a path inside and its arguments) in `profile`, to which the system's libraries are added."""
        mounts, links = system_libraries(machine=self.machine)
        whole = replace(profile, mounts=(*mounts, *profile.mounts), links=(*links, *profile.links))
        with ExitStack() as stack:
            seccomp = _sealed(stack, program(self.machine))
            # Through a descriptor, so that host paths do not stand in /proc/1/cmdline inside.
            options = "\0".join(bwrap_arguments(self.confiner, whole, seccomp)).encode()
            arguments = _sealed(stack, options + b"\0")
            return run(
                self.spawner,
                host_command(self.confiner, arguments, limited(limits, command)),
                wall=limits.wall,
                stdout_cap=limits.stdout,
                stderr_cap=limits.stderr,
                pass_fds=(seccomp, arguments),
            )

    def describe(self) -> str:
        """The means of confinement, for check runs and the doctor."""
        return "bubblewrap + seccomp" if self.confiner.proc else "bubblewrap + seccomp, without /proc"

    def close(self) -> None:
        """End the sandbox and whatever runs in it."""
        self.spawner.close()


def _sealed(stack: ExitStack, content: bytes) -> int:
    """A descriptor from which `content` can be read once."""
    descriptor = os.memfd_create("sandbox", os.MFD_CLOEXEC)
    stack.callback(os.close, descriptor)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
