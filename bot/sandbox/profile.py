"""What a confined program sees and may use, and the bubblewrap options that grant exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTE = 1 << 20
# Not 65534: that equals the overflow uid, so everything of root's would look as if it were the engine's own.
INNER_UID = 1000
# Inside, `prlimit` starts the command: RLIMIT_NPROC then counts the sandbox's own user namespace and not all of the outer user's.
PRLIMIT_INSIDE = "/opt/engine/prlimit"
PROC_MASKS = tuple(f"/proc/{name}" for name in ("keys", "key-users", "kallsyms", "config.gz", "kcore", "sysrq-trigger", "timer_list"))


@dataclass(frozen=True, slots=True)
class Mount:
    """A host file or folder, seen read-only at `target`."""

    source: Path
    target: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one run: seconds, bytes and counts.

    `wall` is the monotonic deadline; `memory` and `tasks` bound all of its processes together, by a control group where one can be
    made (else `memory` by looking now and then); the others are rlimits.
    """

    wall: float = 30.0
    cpu: int = 120
    address_space: int = 4096 * MEGABYTE
    file_size: int = 32 * MEGABYTE
    open_files: int = 256
    processes: int = 64
    memory: int = 3072 * MEGABYTE
    # More than `processes`, so that a fork bomb meets the rlimit first: bubblewrap and setpriv count here too.
    tasks: int = 80
    stdout: int = 32 * MEGABYTE
    stderr: int = MEGABYTE


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything inside the sandbox: read-only mounts, symbolic links (`target`, `at`), environment, sized scratch folders."""

    mounts: tuple[Mount, ...]
    links: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    scratch: tuple[tuple[str, int], ...] = (("/tmp", 64 * MEGABYTE), ("/home/w", 16 * MEGABYTE))  # noqa: S108 - a private one, inside
    folder: str = "/"


@dataclass(frozen=True, slots=True)
class Confiner:
    """The programs on this host that confine, and what they can do. `outer_uid` None: we are an ordinary user and stay it."""

    bwrap: str
    prlimit: Path
    setpriv: str | None = None
    outer_uid: int | None = None
    proc: bool = True
    masks: tuple[str, ...] = ()
    # bubblewrap 0.7 learnt --size, 0.8 --disable-userns (seccomp denies nested user namespaces in any case).
    sized_scratch: bool = True
    disable_userns: bool = True


class Drops(Protocol):
    """Whoever starts engines: `outer_uid` None means that we are an ordinary user and stay it."""

    @property
    def setpriv(self) -> str | None:
        """The program that changes the user."""
        ...

    @property
    def outer_uid(self) -> int | None:
        """The user to become."""
        ...


def dropping(confiner: Drops) -> tuple[str, ...]:
    """The command that gives up root for the outer uid, before anything else; empty when we are not root."""
    if confiner.outer_uid is None or confiner.setpriv is None:
        return ()
    uid = str(confiner.outer_uid)
    # Capabilities go with the uid, and bubblewrap drops the bounding set and forbids new privileges by itself.
    return (confiner.setpriv, "--reuid", uid, "--regid", uid, "--clear-groups")


def caps(limits: Limits) -> tuple[tuple[str, int], ...]:
    """The rlimits, by the names that `prlimit` gives them. No core files, no locked memory, no message queues."""
    return (
        *(("core", 0), ("memlock", 0), ("msgqueue", 0)),
        *(("cpu", limits.cpu), ("as", limits.address_space), ("fsize", limits.file_size)),
        *(("nofile", limits.open_files), ("nproc", limits.processes)),
    )


def bwrap_options(confiner: Confiner, profile: Profile) -> tuple[tuple[str, ...], ...]:
    """Bubblewrap's options, each with its values, in the order in which it carries them out.

    Left out, because a test that removed them saw no difference: `--clearenv` (the environment is empty), `--cap-drop ALL` (an
    ordinary user's default) and `--assert-userns-disabled` (`--disable-userns` fails by itself).
    """
    return (*_namespaces(confiner), *_environment(profile), *_files(confiner, profile))


def _namespaces(confiner: Confiner) -> Iterator[tuple[str, ...]]:
    # Each by name: `--unshare-all` only tries the user and cgroup namespaces.
    for kind in ("user", "ipc", "pid", "net", "uts", "cgroup"):
        yield (f"--unshare-{kind}",)
    if confiner.disable_userns:
        yield ("--disable-userns",)
    yield from (("--uid", str(INNER_UID)), ("--gid", str(INNER_UID)), ("--hostname", "sandbox"))
    yield from (("--die-with-parent",), ("--new-session",))


def _environment(profile: Profile) -> Iterator[tuple[str, ...]]:
    for name, value in profile.environment:
        yield ("--setenv", name, value)


def _files(confiner: Confiner, profile: Profile) -> Iterator[tuple[str, ...]]:
    for mount in (*profile.mounts, Mount(confiner.prlimit, PRLIMIT_INSIDE)):
        yield ("--ro-bind", str(mount.source), mount.target)
    for target, at in profile.links:
        yield ("--symlink", target, at)
    if confiner.proc:
        yield ("--proc", "/proc")
        for mask in confiner.masks:
            yield ("--ro-bind", "/dev/null", mask)
        yield from (("--tmpfs", "/proc/sys"), ("--remount-ro", "/proc/sys"))
    # Never `--dev`: that is a writable file system without a size.
    yield from (("--dev-bind", "/dev/null", "/dev/null"), ("--dev-bind", "/dev/urandom", "/dev/urandom"))
    for folder, size in profile.scratch:
        if confiner.sized_scratch:
            yield ("--size", str(size))
        yield ("--tmpfs", folder)
    # The root itself is a writable tmpfs until now.
    yield from (("--remount-ro", "/"), ("--chdir", profile.folder))
