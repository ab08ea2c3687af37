"""How each attempt of the hostile engine must be answered inside: the answers are exact, so that a defence that only shifts shows."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

# The first pattern that fits an attempt's name decides.
INSIDE = (
    ("create in /etc", "ENOENT"),
    ("create in /root", "ENOENT"),
    ("create in /dev/shm", "ENOENT"),
    ("create in /var/tmp", "ENOENT"),
    ("create in *", "EROFS"),
    ("change the mode of *", "EROFS"),
    ("change /dev/null", "EPERM"),
    # Root's files are closed by their mode before the read-only mount is asked; an ordinary user's own are not.
    ("write to the source", "EACCES EROFS"),
    # A mode does not close what an ordinary user's engine, which is that user, owns.
    ("read what only root*", "EACCES" if os.geteuid() == 0 else "EACCES ok"),
    ("move a file of the source to scratch", "EXDEV"),
    ("* /proc/sys/*", "ENOENT"),
    ("read /proc/1/*", "ENOENT"),
    # Masked, or for root alone; what a kernel does not have is no less denied.
    ("read /proc/*", "EACCES EPERM ENOENT"),
    ("read *", "ENOENT"),
    ("list *", "ENOENT"),
    ("spare itself*", "EACCES"),
    ("find *", "no"),
    ("hold *", "no"),
    ("gain *", "no"),
    ("run without a filter", "no"),
    ("share *", "no"),
    ("see *", "no"),
    ("be another user", "no"),
    ("learn *", "no"),
    ("inherit *", "no"),
    ("raise *", "no"),
    ("reach *", "no"),
    ("open /dev/*", "ENOENT"),
    ("* for the terminal", "EPERM"),
    ("open AF_*", "EAFNOSUPPORT"),
    ("connect *", "EAFNOSUPPORT"),
    ("send *", "EAFNOSUPPORT"),
    ("pair of *", "EAFNOSUPPORT"),
    ("* outside", "ESRCH"),
    ("limit another process", "EPERM"),
    ("clone a user namespace", "EPERM"),
    ("turn off address randomisation", "EPERM"),
    ("make a user namespace", "ENOSYS"),
    ("make a message queue", "ENOSYS"),
    ("lock a page", "ENOSYS"),
    ("become root", "ENOSYS"),
    ("call by *", "SIGSYS"),
    ("call *", "ENOSYS"),
)
# Attempts that fail in the same way without any confinement, and why they are made nevertheless.
UNPROVEN = {
    "spare itself from the memory killer": "needs a capability that this user may lack outside too",
    "find paths of the host in a command line": "they stand in bubblewrap's own command line, which there is only inside",
}
# What only namespaces of one's own hide; without them it is known, and can only be looked at.
OPEN_WITHOUT_NAMESPACES = {
    *(f"share the {kind} namespace" for kind in ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")),
    "share the process numbers",
    "be another user",
    "learn the machine's name",
}
# What gVisor's own kernel answers otherwise, and why that is no way out. The first pattern that fits decides, before those above.
IN_GVISOR = (
    ("list /sys", "EACCES", "a closed folder lies over gVisor's own"),
    ("create in /dev/shm", "EACCES", "the same"),
    ("create in *", "EACCES ENOENT EROFS", "it asks for the mode before it asks whether the mount is read-only"),
    ("change the mode of *", "EPERM EROFS", "the same, for the owner"),
    ("write /proc/sys/*", "EACCES ENOENT EROFS", "settings of its own kernel, closed by their mode"),
    ("read /proc/sys/net/ipv4/ip_forward", "ok ENOENT", "a setting of its own network, which has no interface"),
    ("spare itself from the memory killer", "EROFS EACCES", "its /proc is read-only"),
    ("gain privileges", "ok no", "2022's status has no such line; there set-user-id bits are ignored, which the probe relies on too"),
    ("hold a capability", "no untold", "2022's status does not tell the ambient ones, which need inheritable ones that it shows empty"),
    ("share the *", "no ENOENT", "it has not every kind of namespace"),
    ("open /dev/tty", "EIO ENOENT ENXIO", "its own device, without a terminal"),
    ("open /dev/ptmx", "EROFS EACCES EIO ENOENT", "the same, closed"),
    ("open /dev/fuse", "ok EACCES ENOENT", "its own device, good for nothing without `mount`, which is denied"),
    ("open /dev/zero", "ok", "made by gVisor, like the others"),
    ("open /dev/full", "ok", "the same"),
    ("open /dev/random", "ok", "the same"),
    ("see another device", "ok", "the same: none is the host's"),
    ("call by x32 numbers", "ENOSYS SIGSYS", "gVisor knows no such numbers"),
    ("call by i386 numbers", "ok SIGSYS SIGSEGV", "gVisor reads them by its own table and under the same filter; the host never sees them"),
    ("connect *", "EPERM EAFNOSUPPORT", "builds of 2022 have one answer for all that a filter refuses"),
    ("send *", "EPERM EAFNOSUPPORT", "the same"),
    ("open AF_*", "EPERM EAFNOSUPPORT", "the same"),
    ("pair of *", "EPERM EAFNOSUPPORT", "the same"),
)
_DENIALS = {"EACCES", "EPERM", "ENOSYS", "ENOENT", "EXDEV", "ESRCH", "EAFNOSUPPORT", "SIGSYS", "no"}
# What a host without the thing in question answers.
_NONE_HERE = {"ENOENT", "EAFNOSUPPORT", "ENOSYS"}


def expected(attempt: str) -> set[str]:
    """The answers that deny it. Raises `StopIteration` for an attempt without an expectation."""
    return set(next(answer for pattern, answer in INSIDE if fnmatchcase(attempt, pattern)).split())


def got_through(answers: dict[str, str]) -> dict[str, str]:
    """The attempts that were not answered as they must be."""
    return {attempt: answer for attempt, answer in answers.items() if answer not in expected(attempt)}


def got_through_in_gvisor(answers: dict[str, str]) -> dict[str, str]:
    """The attempts that were answered neither as in bubblewrap nor in gVisor's own way."""
    own = {name: next((set(said.split()) for pattern, said, _ in IN_GVISOR if fnmatchcase(name, pattern)), set()) for name in answers}
    return {name: answer for name, answer in answers.items() if answer not in (own[name] or expected(name))}


def got_through_without_namespaces(answers: dict[str, str]) -> dict[str, str]:
    """The attempts that Landlock did not deny, in whatever words."""
    return {
        name: answer for name, answer in answers.items() if answer not in _DENIALS | expected(name) and name not in OPEN_WITHOUT_NAMESPACES
    }


def unproven(inside: dict[str, str], unfiltered: dict[str, str], bare: dict[str, str]) -> set[str]:
    """The attempts that are answered alike with the sandbox, with the half of it and with none, though the host has what they are after."""
    same = {name for name in bare.keys() & inside.keys() if inside[name] == unfiltered[name] == bare[name]}
    return {name for name in same if bare[name] not in _NONE_HERE}
