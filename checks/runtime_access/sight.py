"""What is seen in a document: a rule, the line, and the words that fill its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.rule import Rule
    from checks.core.severity import Severity

# Powers of the kernel's that lead out of a container, or to the traffic of others.
DANGEROUS = frozenset(
    {"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "NET_ADMIN", "BPF", "PERFMON", "SYS_BOOT", "SYS_TIME"}
)
_CRITICAL = (
    *("/etc", "/root", "/proc", "/sys", "/dev", "/boot", "/home", "/usr", "/lib", "/run", "/var/run"),
    *("/var/lib/kubelet", "/var/lib/docker"),
)
# Clocks and the like are mounted everywhere, and tell nothing.
_HARMLESS = ("/etc/localtime", "/etc/timezone", "/etc/ssl/certs", "/dev/fuse", "/dev/kvm", "/lib/modules", "/usr/share/zoneinfo")
_SOCKETS = ("docker.sock", "containerd.sock", "crio.sock", "podman.sock")


@dataclass(frozen=True, slots=True)
class Sight:
    """`words` are from the change: they are shown as code and cut."""

    rule: Rule
    line: int
    words: tuple[str, ...] = ()
    severity: Severity | None = None


def capability(name: str) -> str:
    """Its name without the kernel's prefix, in capitals."""
    return name.upper().removeprefix("CAP_")


def leads_to_the_host(path: str) -> bool:
    """Whether whoever holds this path of the host holds the host: its root, its settings, or the socket of its runtime."""
    plain = path.rstrip("/") or "/"
    if plain in _HARMLESS:
        return False
    if plain == "/" or plain.endswith(_SOCKETS):
        return True
    return plain in _CRITICAL or plain.startswith(("/etc/kubernetes", "/root/", "/var/lib/kubelet/", "/home/"))
