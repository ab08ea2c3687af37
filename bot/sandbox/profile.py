"""What a confined program sees and may use, and the bubblewrap command that grants exactly that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
    """Caps of one run: seconds, bytes and counts. `wall` is the monotonic deadline, the others are rlimits."""

    wall: float = 30.0
    cpu: int = 120
    address_space: int = 4096 * MEGABYTE
    file_size: int = 32 * MEGABYTE
    open_files: int = 256
    processes: int = 64
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


def host_command(confiner: Confiner, arguments_fd: int, command: Sequence[str]) -> list[str]:
    """The argv to start: drop to the outer uid when root, then bubblewrap, which reads its arguments from `arguments_fd`."""
    drop: list[str] = []
    if confiner.outer_uid is not None and confiner.setpriv is not None:
        uid = str(confiner.outer_uid)
        keep_nothing = ["--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
        drop = [confiner.setpriv, "--reuid", uid, "--regid", uid, *keep_nothing]
    return [*drop, confiner.bwrap, "--args", str(arguments_fd), "--", *command]


def limited(limits: Limits, command: Sequence[str]) -> list[str]:
    """`command` under its rlimits, to be run inside. No core files, no locked memory, no message queues."""
    caps = {
        "core": 0,
        "memlock": 0,
        "msgqueue": 0,
        "cpu": limits.cpu,
        "as": limits.address_space,
        "fsize": limits.file_size,
        "nofile": limits.open_files,
        "nproc": limits.processes,
    }
    return [PRLIMIT_INSIDE, *(f"--{name}={value}" for name, value in caps.items()), "--", *command]


def bwrap_arguments(confiner: Confiner, profile: Profile, seccomp_fd: int) -> list[str]:
    """Bubblewrap's options, in the order in which it carries them out."""
    return [*_namespaces(confiner), *_environment(profile), *_files(confiner, profile), "--seccomp", str(seccomp_fd)]


def _namespaces(confiner: Confiner) -> Iterator[str]:
    # Each by name: `--unshare-all` only tries the user and cgroup namespaces.
    yield from ("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup")
    if confiner.disable_userns:
        yield from ("--disable-userns", "--assert-userns-disabled")
    yield from ("--uid", str(INNER_UID), "--gid", str(INNER_UID), "--hostname", "sandbox")
    yield from ("--die-with-parent", "--new-session", "--cap-drop", "ALL")


def _environment(profile: Profile) -> Iterator[str]:
    yield "--clearenv"
    for name, value in profile.environment:
        yield from ("--setenv", name, value)


def _files(confiner: Confiner, profile: Profile) -> Iterator[str]:
    for mount in (*profile.mounts, Mount(confiner.prlimit, PRLIMIT_INSIDE)):
        yield from ("--ro-bind", str(mount.source), mount.target)
    for target, at in profile.links:
        yield from ("--symlink", target, at)
    if confiner.proc:
        yield from ("--proc", "/proc")
        for mask in confiner.masks:
            yield from ("--ro-bind", "/dev/null", mask)
        yield from (*_tmpfs(confiner, "/proc/sys", 4096), "--remount-ro", "/proc/sys")
    # Never `--dev`: that is a writable file system without a size.
    yield from ("--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/urandom", "/dev/urandom")
    for folder, size in profile.scratch:
        yield from _tmpfs(confiner, folder, size)
    # The root itself is a writable tmpfs until now.
    yield from ("--remount-ro", "/", "--chdir", profile.folder)


def _tmpfs(confiner: Confiner, folder: str, size: int) -> tuple[str, ...]:
    return ("--size", str(size), "--tmpfs", folder) if confiner.sized_scratch else ("--tmpfs", folder)
