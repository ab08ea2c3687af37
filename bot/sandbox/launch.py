"""One start of a confined program, as data that a test can take apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.sandbox.profile import PRLIMIT_INSIDE, bwrap_options, caps, dropping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.profile import Confiner, Limits, Profile


class Launch(Protocol):
    """A command, and what it reads from two descriptors before it confines itself and starts the program."""

    @property
    def filter(self) -> bytes:
        """The system-call filter, a classic BPF program."""
        ...

    def argv(self, arguments: int) -> list[str]:
        """What to start; it reads `arguments` to the end before it does anything."""
        ...

    def arguments(self, seccomp: int) -> bytes:
        """What is written to the other end of that pipe; the filter is read from `seccomp`."""
        ...


@dataclass(frozen=True, slots=True)
class BubblewrapLaunch:
    """Drop to the outer uid, let bubblewrap make the room, cap the resources inside, start the command."""

    drop: tuple[str, ...]
    bwrap: str
    options: tuple[tuple[str, ...], ...]
    caps: tuple[tuple[str, int], ...]
    filter: bytes
    command: tuple[str, ...]

    def argv(self, arguments: int) -> list[str]:
        """The host's command. `prlimit` runs inside, so that RLIMIT_NPROC counts the sandbox's own user namespace."""
        capped = (PRLIMIT_INSIDE, *(f"--{name}={value}" for name, value in self.caps), "--")
        return [*self.drop, self.bwrap, "--args", str(arguments), "--", *capped, *self.command]

    def arguments(self, seccomp: int) -> bytes:
        """Bubblewrap's options: through a descriptor, so that no path of the host stands in /proc/1/cmdline inside."""
        words = ["--seccomp", str(seccomp)] if self.filter else []
        words += [word for option in self.options for word in option]
        return "".join(f"{word}\0" for word in words).encode()


def bubblewrap_launch(confiner: Confiner, profile: Profile, limits: Limits, call_filter: bytes, command: Sequence[str]) -> BubblewrapLaunch:
    """The start of `command` in a profile that names everything it needs, the system's libraries included."""
    options = bwrap_options(confiner, profile)
    return BubblewrapLaunch(dropping(confiner), confiner.bwrap, options, caps(limits), call_filter, tuple(command))
