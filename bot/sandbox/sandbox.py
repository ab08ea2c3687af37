"""The sandbox: commands go in, what they said comes out."""

from __future__ import annotations

import os
import platform
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.sandbox.launch import bubblewrap_launch
from bot.sandbox.process import Spawner, run
from bot.sandbox.seccomp import ARCHITECTURES, program
from bot.sandbox.system_libraries import system_libraries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.launch import BubblewrapLaunch, Launch
    from bot.sandbox.process import Ran
    from bot.sandbox.profile import Confiner, Limits, Profile


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Starts programs confined. Usable from any thread; made by `probe.open_sandbox`, which has seen it hold."""

    confiner: Confiner
    spawner: Spawner = field(default_factory=Spawner)
    machine: str = field(default_factory=platform.machine)

    def run(self, command: Sequence[str], profile: Profile, limits: Limits) -> Ran:
        """Run `command` (a path inside and its arguments) in `profile`, to which the system's libraries are added."""
        return self.start(self.launch(command, profile, limits), limits)

    def launch(self, command: Sequence[str], profile: Profile, limits: Limits) -> BubblewrapLaunch:
        """How `run` starts it."""
        mounts, links = system_libraries(machine=self.machine)
        whole = replace(profile, mounts=(*mounts, *profile.mounts), links=(*links, *profile.links))
        return bubblewrap_launch(self.confiner, whole, limits, program(ARCHITECTURES[self.machine]), command)

    def start(self, launch: Launch, limits: Limits) -> Ran:
        """Start what was prepared, and see it end."""
        with ExitStack() as stack:
            seccomp = _readable(stack, launch.filter)
            reading, writing = os.pipe()
            stack.callback(os.close, reading)
            pipe = stack.enter_context(os.fdopen(writing, "wb"))

            def admit(_: int) -> None:
                # Nothing is confined, and nothing of the engine's runs, before the arguments are complete.
                with suppress(BrokenPipeError), pipe:
                    pipe.write(launch.arguments(seccomp))

            return run(
                self.spawner,
                launch.argv(reading),
                wall=limits.wall,
                stdout_cap=limits.stdout,
                stderr_cap=limits.stderr,
                pass_fds=(seccomp, reading),
                admit=admit,
            )

    def describe(self) -> str:
        """The means of confinement, for check runs and the doctor."""
        return "bubblewrap + seccomp" if self.confiner.proc else "bubblewrap + seccomp, without /proc"

    def close(self) -> None:
        """End the sandbox and whatever runs in it."""
        self.spawner.close()


def _readable(stack: ExitStack, content: bytes) -> int:
    """A descriptor from which `content` can be read once."""
    descriptor = os.memfd_create("sandbox", os.MFD_CLOEXEC)
    stack.callback(os.close, descriptor)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
