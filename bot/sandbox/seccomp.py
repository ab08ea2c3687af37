"""The system-call filter of the sandbox: an allow-list as a classic BPF program, assembled here."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING

from bot.sandbox.syscall_numbers import AARCH64, X86_64

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# linux/bpf_common.h and linux/seccomp.h
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_IF_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
EPERM, ENOSYS, EAFNOSUPPORT = (_ERRNO | number for number in (1, 38, 97))

# Offsets in struct seccomp_data (both processors are little-endian, so an argument's low half comes first).
_NUMBER, _ARCH = 0, 4
_FIRST_ARGUMENT = 16

_X32 = 0x40000000
# CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET. CLONE_NEWTIME shares its bit with the exit signal and clone() ignores it.
_NEW_NAMESPACES = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_AF_UNIX = 1
# SOCK_DGRAM and SOCK_RAW have it, SOCK_STREAM and SOCK_SEQPACKET do not.
_DATAGRAM_BIT = 2
_PERSONALITY_QUERY = 0xFFFFFFFF


class When(Enum):
    """How a rule compares the low half of an argument, which is all the kernel reads of an `int`, with its values."""

    ANY_BIT = "has any of these bits"
    AMONG = "is one of these"
    NOT_AMONG = "is none of these"


@dataclass(frozen=True, slots=True)
class Rule:
    """A call of the table that is refused with `answer` when its argument (counted from 0) is as told."""

    call: str
    argument: int
    when: When
    values: tuple[int, ...]
    answer: int


RULES = (
    Rule("clone", 0, When.ANY_BIT, (_NEW_NAMESPACES,), EPERM),
    # No socket at all: a path's socket is reached from any network namespace. Pairs talk to themselves, but one of datagrams can
    # also be told an address.
    Rule("socket", 0, When.NOT_AMONG, (), EAFNOSUPPORT),
    Rule("socketpair", 0, When.NOT_AMONG, (_AF_UNIX,), EAFNOSUPPORT),
    Rule("socketpair", 1, When.ANY_BIT, (_DATAGRAM_BIT,), EAFNOSUPPORT),
    Rule("ioctl", 1, When.AMONG, (_TIOCSTI, _TIOCLINUX), EPERM),
    Rule("personality", 0, When.NOT_AMONG, (0, _PERSONALITY_QUERY), EPERM),
    # Another process of the same user may be a neighbour, or bubblewrap itself.
    Rule("prlimit64", 0, When.NOT_AMONG, (0,), EPERM),
)


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


def program(arch: Architecture, rules: Sequence[Rule] = RULES) -> bytes:
    """The filter, as bwrap's `--seccomp` reads it: the table's calls under these rules, ENOSYS for all others."""
    ruled = sorted({rule.call for rule in rules} & arch.calls.keys())
    decided = (
        _when(arch.calls[call], [*(part for rule in rules if rule.call == call for part in _refusal(rule)), _ret(ALLOW)]) for call in ruled
    )
    # One pair per call: a jump reaches no further than 255 instructions, and the kernel caches the answer per number.
    allowed = (_when(number, [_ret(ALLOW)]) for name, number in arch.calls.items() if name not in ruled)
    return b"".join([*_gate(arch), *chain(*decided), *chain(*allowed), _ret(ENOSYS)])


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _ret(action: int) -> bytes:
    return _op(_RETURN, action)


def _gate(arch: Architecture) -> list[bytes]:
    """Kill what speaks another processor's numbers (int 0x80, x32): the table would be read wrongly."""
    gate = [_op(_LOAD, _ARCH), _op(_JUMP_IF_EQUAL, arch.audit, 1, 0), _ret(KILL_PROCESS), _op(_LOAD, _NUMBER)]
    return [*gate, _op(_JUMP_IF_ANY_BIT, arch.reserved, 0, 1), _ret(KILL_PROCESS)] if arch.reserved else gate


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """`body` decides about the call of that number; it must end in a return."""
    return [_op(_JUMP_IF_EQUAL, number, 0, len(body)), *body]


def _refusal(rule: Rule) -> list[bytes]:
    """Return the rule's answer, or go on behind it."""
    load = _op(_LOAD, _FIRST_ARGUMENT + 8 * rule.argument)
    refuse, count = _ret(rule.answer), len(rule.values)
    if rule.when is When.ANY_BIT:
        return [load, _op(_JUMP_IF_ANY_BIT, rule.values[0], 0, 1), refuse]
    if rule.when is When.NOT_AMONG:
        return [load, *(_op(_JUMP_IF_EQUAL, value, count - at, 0) for at, value in enumerate(rule.values)), refuse]
    return [load, *(part for value in rule.values for part in (_op(_JUMP_IF_EQUAL, value, 0, 1), refuse))]
