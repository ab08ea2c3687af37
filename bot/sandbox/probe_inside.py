"""Run inside the sandbox: try what must be denied, and say as JSON what was not.

Started by the engines' Python with `-I -S`; uses the standard library alone.
Arguments: a file outside, the port of a listener outside, the means of confinement (without namespaces numbers are shared, and gVisor
is a kernel of its own), the release of the host's kernel.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CLONE_NEWUSER = 0x10000000
_PTRACE_TRACEME = 0
# bubblewrap's init and the probe; the host has hundreds.
_FEW_PROCESSES = 3
# In a namespace of their own bubblewrap's init is 1 and the probe, which replaces prlimit, is 2.
_OWN_NUMBER = 2
_HEADINGS = 2
# linux/capability.h and linux/prctl.h
_CAPABILITY_VERSION = 0x20080522
_GET_SECCOMP, _GET_NO_NEW_PRIVILEGES, _FILTER_MODE = 21, 39, 2
# System call numbers differ per processor; through libc's own functions they need no table.
_LIBC = ctypes.CDLL(None, use_errno=True)


def _reads(path: str) -> bool:
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib would cost a third of the probe's time
        return bool(file.read(1))


def _writes(path: str) -> bool:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    return True


def _connects(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        client.connect(("127.0.0.1", port))
    return True


def _opens(family: int, kind: int = socket.SOCK_STREAM) -> bool:
    socket.socket(family, kind).close()
    return True


def _called(name: str, *arguments: object) -> bool:
    return bool(getattr(_LIBC, name)(*arguments) == 0)


def _control(option: int) -> int:
    return int(_LIBC.prctl(option, 0, 0, 0, 0))


def _capabilities() -> bool:
    header, sets = struct.pack("Ii", _CAPABILITY_VERSION, 0), ctypes.create_string_buffer(24)
    return bool(_LIBC.capget(header, sets)) or any(sets.raw)


def _interfaces() -> int:
    with open("/proc/net/dev") as file:  # noqa: PTH123 - as above
        return sum(1 for _ in file) - _HEADINGS


def _attempts(canary: str, port: int, tier: str, release: str) -> dict[str, Callable[[], bool]]:
    # There the program itself is the first process, and builds that do not know the flag ignore set-user-id bits.
    own_kernel = tier == "gvisor"
    return {
        "read a file outside": lambda: _reads(canary),
        "read the list of users": lambda: _reads("/etc/passwd"),
        "read the first process's environment": lambda: not (own_kernel and os.getpid() == 1) and _reads("/proc/1/environ"),
        "read the kernel's keys": lambda: _reads("/proc/keys"),
        "see processes outside": lambda: sum(name.isdigit() for name in os.listdir("/proc")) > _FEW_PROCESSES,  # noqa: PTH208 - as above
        "share the host's process numbers": lambda: tier != "landlock" and os.getpid() > _OWN_NUMBER,
        "see a network interface": lambda: _interfaces() > 1,
        "keep an open descriptor": lambda: any(_is_open(fd) for fd in range(3, 20)),
        "open a connection": lambda: _connects(port),
        "use the network": lambda: _opens(socket.AF_INET6, socket.SOCK_DGRAM),
        "reach the virtual machine's host": lambda: _opens(socket.AF_VSOCK),
        "talk to the kernel's network": lambda: _opens(socket.AF_NETLINK, socket.SOCK_RAW),
        "write to the root": lambda: _writes("/canary"),
        "write to the system's libraries": lambda: _writes("/usr/lib/canary"),
        "write to the engine": lambda: _writes("/opt/engine/canary"),
        "change the kernel's settings": lambda: _writes("/proc/sys/kernel/core_pattern"),
        "make a namespace": lambda: _called("unshare", _CLONE_NEWUSER),
        "mount": lambda: _called("mount", b"none", b"/tmp", b"tmpfs", 0, None),
        "trace a process": lambda: _called("ptrace", _PTRACE_TRACEME, 0, None, None),
        "become root": lambda: _called("setuid", 0) or os.geteuid() == 0,
        "hold capabilities": _capabilities,
        "gain privileges": lambda: _control(_GET_NO_NEW_PRIVILEGES) not in ((1, -1) if own_kernel else (1,)),
        "reach the host's kernel": lambda: own_kernel and os.uname().release == release,
        "run without a filter": lambda: _control(_GET_SECCOMP) != _FILTER_MODE,
    }


def _is_open(descriptor: int) -> bool:
    os.fstat(descriptor)
    return True


def _allowed(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except OSError:
        return False


def main() -> None:
    """Print `{"tried": n, "allowed": [names]}`."""
    attempts = _attempts(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
    print(json.dumps({"tried": len(attempts), "allowed": [name for name, attempt in attempts.items() if _allowed(attempt)]}))  # noqa: T201


if __name__ == "__main__":
    main()
