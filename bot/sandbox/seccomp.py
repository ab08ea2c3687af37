"""The system-call filter of the sandbox: an allow-list as a classic BPF program, assembled here."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.syscall_numbers import AARCH64, X86_64

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# linux/bpf_common.h and linux/seccomp.h
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_IF_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
EPERM, ENOSYS, EAFNOSUPPORT = (_ERRNO | number for number in (1, 38, 97))

# Offsets in struct seccomp_data; of an argument its low half, which is all the kernel reads of an `int` (both processors are
# little-endian).
_NUMBER, _ARCH = 0, 4
_FIRST_ARGUMENT, _SECOND_ARGUMENT = 16, 24

_X32 = 0x40000000
_AF_UNIX = 1
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
# CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET. CLONE_NEWTIME shares its bit with the exit signal and clone() ignores it.
_NEW_NAMESPACES = 0x7E020000
_PERSONALITY_QUERY = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Architecture:
    """A processor as the kernel names it to a filter. `reserved` are bits that no native call number carries."""

    audit: int
    calls: Mapping[str, int]
    reserved: int = 0


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, X86_64, _X32),
    "aarch64": Architecture(0xC00000B7, AARCH64),
}


def program(machine: str) -> bytes:
    """The filter for `uname -m`, as bwrap's `--seccomp` reads it. Raises `KeyError` for a processor without a table."""
    arch = ARCHITECTURES[machine]
    return b"".join([*_gate(arch), *_conditional(arch.calls), *_allowed(arch.calls), _ret(ENOSYS)])


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _ret(action: int) -> bytes:
    return _op(_RETURN, action)


def _gate(arch: Architecture) -> list[bytes]:
    """Kill what speaks another processor's numbers (int 0x80, x32): the table would be read wrongly."""
    gate = [_op(_LOAD, _ARCH), _op(_JUMP_IF_EQUAL, arch.audit, 1, 0), _ret(KILL_PROCESS), _op(_LOAD, _NUMBER)]
    return [*gate, _op(_JUMP_IF_ANY_BIT, arch.reserved, 0, 1), _ret(KILL_PROCESS)] if arch.reserved else gate


def _when(calls: Mapping[str, int], name: str, body: list[bytes]) -> list[bytes]:
    """`body` decides about the call of that name; it must end in a return."""
    return [_op(_JUMP_IF_EQUAL, calls[name], 0, len(body)), *body]


def _conditional(calls: Mapping[str, int]) -> Iterable[bytes]:
    only_unix = [_op(_LOAD, _FIRST_ARGUMENT), _op(_JUMP_IF_EQUAL, _AF_UNIX, 0, 1), _ret(ALLOW), _ret(EAFNOSUPPORT)]
    yield from _when(calls, "clone", [_op(_LOAD, _FIRST_ARGUMENT), _op(_JUMP_IF_ANY_BIT, _NEW_NAMESPACES, 0, 1), _ret(EPERM), _ret(ALLOW)])
    yield from _when(calls, "socket", only_unix)
    yield from _when(calls, "socketpair", only_unix)
    yield from _when(
        calls,
        "ioctl",
        [
            _op(_LOAD, _SECOND_ARGUMENT),
            _op(_JUMP_IF_EQUAL, _TIOCSTI, 1, 0),
            _op(_JUMP_IF_EQUAL, _TIOCLINUX, 0, 1),
            _ret(EPERM),
            _ret(ALLOW),
        ],
    )
    yield from _when(
        calls,
        "personality",
        [
            _op(_LOAD, _FIRST_ARGUMENT),
            _op(_JUMP_IF_EQUAL, 0, 1, 0),
            _op(_JUMP_IF_EQUAL, _PERSONALITY_QUERY, 0, 1),
            _ret(ALLOW),
            _ret(EPERM),
        ],
    )


_CONDITIONAL = frozenset({"clone", "socket", "socketpair", "ioctl", "personality"})


def _allowed(calls: Mapping[str, int]) -> Iterable[bytes]:
    # One pair per call: a jump reaches no further than 255 instructions, and the kernel caches the answer per number.
    for name, number in calls.items():
        if name not in _CONDITIONAL:
            yield _op(_JUMP_IF_EQUAL, number, 0, 1)
            yield _ret(ALLOW)
