"""The sandbox: commands go in, what they said comes out."""

from __future__ import annotations

import os
import platform
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.sandbox.cgroups import ControlGroups, find_control_groups
from bot.sandbox.gvisor import GvisorConfiner, gvisor_room, with_own_tasks
from bot.sandbox.landlock import LandlockConfiner, landlock_room
from bot.sandbox.launch import bubblewrap_launch
from bot.sandbox.memory_watch import held
from bot.sandbox.process import Spawner, run
from bot.sandbox.seccomp import ARCHITECTURES, program
from bot.sandbox.system_libraries import system_libraries
from bot.sandbox.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.launch import Launch
    from bot.sandbox.process import Ran
    from bot.sandbox.profile import Confiner, Limits, Profile


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Starts programs confined. Usable from any thread; made by `probe.open_sandbox`, which has seen it hold."""

    confiner: Confiner | LandlockConfiner | GvisorConfiner
    spawner: Spawner = field(default_factory=Spawner)
    machine: str = field(default_factory=platform.machine)
    groups: ControlGroups | None = field(default_factory=find_control_groups)

    @property
    def tier(self) -> Tier:
        """The means of confinement."""
        if isinstance(self.confiner, LandlockConfiner):
            return Tier.LANDLOCK
        if isinstance(self.confiner, GvisorConfiner):
            return Tier.GVISOR
        return Tier.BUBBLEWRAP if self.confiner.proc else Tier.WITHOUT_PROC

    def run(self, command: Sequence[str], profile: Profile, limits: Limits) -> Ran:
        """Run `command` (a path inside and its arguments) in `profile`, to which the system's libraries are added."""
        if isinstance(self.confiner, LandlockConfiner):
            with landlock_room(self.confiner, profile, limits, self.machine, command) as launch:
                return self.start(launch, limits)
        if isinstance(self.confiner, GvisorConfiner):
            with gvisor_room(self.confiner, profile, limits, self.machine, command) as launch:
                return self.start(launch, with_own_tasks(limits))
        mounts, links = system_libraries(machine=self.machine)
        whole = replace(profile, mounts=(*mounts, *profile.mounts), links=(*links, *profile.links))
        return self.start(bubblewrap_launch(self.confiner, whole, limits, program(ARCHITECTURES[self.machine]), command), limits)

    def start(self, launch: Launch, limits: Limits) -> Ran:
        """Start what was prepared, and see it end."""
        with ExitStack() as stack:
            seccomp = _readable(stack, launch.filter)
            reading, writing = os.pipe()
            stack.callback(os.close, reading)
            pipe = stack.enter_context(os.fdopen(writing, "wb"))
            group = stack.enter_context(self.groups.group(limits.memory, limits.tasks)) if self.groups else None

            def admit(process: int) -> None:
                if group is not None:
                    group.admit(process)
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
                starting=group.starting if group else nullcontext,
                admit=admit,
                outgrown=None if group else lambda leader: held(leader, shared=self.tier is Tier.GVISOR) > limits.memory,
            )

    def describe(self) -> str:
        """The means of confinement, for check runs and the doctor."""
        return self.tier.description

    def describe_bounds(self) -> str:
        """What bounds the memory of a run, for the doctor."""
        return f"control groups, version {self.groups.version}" if self.groups else "resource limits and a watch on memory"

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
