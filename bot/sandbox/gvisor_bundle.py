"""A profile as gVisor takes it: a folder of mount points, and the description of a container by the OCI's runtime specification."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.profile import INNER_UID, caps
from bot.sandbox.seccomp import EAFNOSUPPORT, EPERM, RULES, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.sandbox.profile import Limits, Mount, Profile
    from bot.sandbox.seccomp import Architecture, Rule

_NAMES = {0xC000003E: "SCMP_ARCH_X86_64", 0xC00000B7: "SCMP_ARCH_AARCH64"}
_ERRNO_BITS, _LOW_HALF = 0xFFFF, 0xFFFFFFFF
_SETS = ("bounding", "effective", "inheritable", "permitted", "ambient")
# gVisor mounts these by itself where nobody else does. Its /dev cannot be replaced: it is made of gVisor's own devices, root's alone.
_CLOSED = ("/sys", "/dev/pts", "/dev/shm")  # noqa: S108 - to close it


def write_bundle(folder: Path, profile: Profile, limits: Limits, arch: Architecture, command: Sequence[str]) -> None:
    """Make the bundle in `folder`. `profile` names everything that is needed, the system's libraries included."""
    root = folder / "rootfs"
    root.mkdir(mode=0o755, parents=True)
    for mount in profile.mounts:
        _mount_point(root, mount)
    for target, at in profile.links:
        (root / at.lstrip("/")).symlink_to(target)
    for name in ("/proc", "/dev", *_CLOSED[:1], *(name for name, _ in profile.scratch), profile.folder):
        (root / name.lstrip("/")).mkdir(mode=0o755, parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(_container(profile, limits, arch, command)))


def _mount_point(root: Path, mount: Mount) -> None:
    place = root / mount.target.lstrip("/")
    if mount.source.is_dir():
        place.mkdir(mode=0o755, parents=True, exist_ok=True)
    else:
        place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        place.touch(mode=0o444)


def _container(profile: Profile, limits: Limits, arch: Architecture, command: Sequence[str]) -> dict[str, Any]:
    return {
        "ociVersion": "1.0.2",
        "process": {
            "terminal": False,
            "user": {"uid": INNER_UID, "gid": INNER_UID},
            "args": list(command),
            "env": [f"{name}={value}" for name, value in profile.environment],
            "cwd": profile.folder,
            "capabilities": {name: [] for name in _SETS},
            "noNewPrivileges": True,
            "rlimits": [{"type": f"RLIMIT_{name.upper()}", "hard": value, "soft": value} for name, value in caps(limits)],
        },
        "root": {"path": "rootfs", "readonly": True},
        "hostname": "sandbox",
        "mounts": list(_mounts(profile)),
        "linux": {
            "namespaces": [{"type": kind} for kind in ("pid", "network", "ipc", "uts", "mount")],
            "seccomp": _filter(arch),
        },
    }


def _mounts(profile: Profile) -> Iterator[dict[str, Any]]:
    yield {"destination": "/proc", "type": "proc", "source": "proc", "options": ["ro"]}
    for place in _CLOSED:
        yield {"destination": place, "type": "tmpfs", "source": "tmpfs", "options": ["ro", "size=4096", "mode=0"]}
    for mount in profile.mounts:
        yield {"destination": mount.target, "type": "bind", "source": str(mount.source.resolve()), "options": ["rbind", "ro"]}
    for name, size in profile.scratch:
        owner = (f"uid={INNER_UID}", f"gid={INNER_UID}", "mode=0755")
        yield {"destination": name, "type": "tmpfs", "source": "tmpfs", "options": [f"size={size}", *owner]}


def _filter(arch: Architecture) -> dict[str, Any]:
    """The same allow-list and rules as elsewhere, carried out by gVisor; the first entry that fits a call decides.

    SCMP_ACT_TRACE answers ENOSYS where nobody traces, and nobody can. Asked for any errno, builds of 2022 answer EPERM, which
    makes the C library give up where ENOSYS makes it try the older call.
    """
    ruled = sorted({rule.call for rule in RULES} & arch.calls.keys())
    entries = [entry for call in ruled for entry in _ruled(call, [rule for rule in RULES if rule.call == call])]
    free = {"names": [name for name in arch.calls if name not in ruled], "action": "SCMP_ACT_ALLOW"}
    return {"defaultAction": "SCMP_ACT_TRACE", "architectures": [_NAMES[arch.audit]], "syscalls": [*entries, free]}


def _ruled(call: str, rules: Sequence[Rule]) -> Iterator[dict[str, Any]]:
    """What is refused for single values, then what remains: all, or the values that are named."""
    answers: Mapping[int, dict[str, Any]] = {
        each: {"names": [call], "action": "SCMP_ACT_ERRNO", "errnoRet": each & _ERRNO_BITS} for each in (EPERM, EAFNOSUPPORT)
    }
    for rule in rules:
        if rule.when is When.ANY_BIT:
            bits = [1 << bit for bit in range(32) if rule.values[0] >> bit & 1]
            yield from ({**answers[rule.answer], "args": [_masked(rule.argument, bit, bit)]} for bit in bits)
        elif rule.when is When.AMONG:
            yield from ({**answers[rule.answer], "args": [_masked(rule.argument, _LOW_HALF, value)]} for value in rule.values)
    named = [rule for rule in rules if rule.when is When.NOT_AMONG]
    for rule in named:
        allowed = {"names": [call], "action": "SCMP_ACT_ALLOW"}
        yield from ({**allowed, "args": [_masked(rule.argument, _LOW_HALF, value)]} for value in rule.values)
        yield answers[rule.answer]
    if not named:
        yield {"names": [call], "action": "SCMP_ACT_ALLOW"}


def _masked(argument: int, mask: int, value: int) -> dict[str, Any]:
    return {"index": argument, "value": mask, "valueTwo": value, "op": "SCMP_CMP_MASKED_EQ"}
