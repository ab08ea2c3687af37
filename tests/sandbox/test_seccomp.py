from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.seccomp import ALLOW, ARCHITECTURES, EAFNOSUPPORT, ENOSYS, EPERM, KILL_PROCESS, program
from tests.sandbox import denied_calls

if TYPE_CHECKING:
    from tests.sandbox.conftest import Hostile

_NATIVE = {"x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), "aarch64": Path("/usr/include/asm-generic/unistd.h")}


_CODE = {machine: list(struct.iter_unpack("<HBBI", program(arch))) for machine, arch in ARCHITECTURES.items()}


def _decide(machine: str, number: int, *arguments: int, audit: int | None = None) -> int:
    """Runs the program as the kernel would."""
    code = _CODE[machine]
    arch = ARCHITECTURES[machine].audit if audit is None else audit
    data = struct.pack("<IIQ6Q", number, arch, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    at, accumulator = 0, 0
    while True:
        operation, if_true, if_false, value = code[at]
        at += 1
        if operation == 0x06:
            return int(value)
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        else:
            holds = accumulator == value if operation == 0x15 else bool(accumulator & value)
            at += if_true if holds else if_false


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_numbers_are_those_of_the_kernel_headers(machine: str) -> None:
    header = _NATIVE[machine]
    if not header.exists():
        pytest.skip(f"{header} is not on this machine")
    text = header.read_text()
    numbers = {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    numbers.setdefault("newfstatat", numbers.get("fstatat", -1))

    ours = dict(ARCHITECTURES[machine].calls)

    assert {name: numbers.get(name) for name in ours} == ours


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_denied_calls_are_probed_by_the_numbers_of_the_kernel_headers(machine: str) -> None:
    header = _NATIVE[machine]
    if not header.exists():
        pytest.skip(f"{header} is not on this machine")
    numbers = {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())}

    # Headers older than a call do not have it.
    wrong = {name: number for name, number in denied_calls.numbers(machine).items() if numbers.get(name, number) != number}

    assert wrong == {}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_denied_calls_are_unknown_to_the_engine(machine: str) -> None:
    answers = {name: _decide(machine, number) for name, number in denied_calls.denied(machine).items()}

    assert set(answers.values()) == {ENOSYS}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_program_decides_by_call_and_argument(machine: str) -> None:
    calls = ARCHITECTURES[machine].calls

    assert _decide(machine, calls["read"]) == ALLOW
    assert _decide(machine, calls["clone"], 0x00010F00) == ALLOW
    assert _decide(machine, calls["clone"], 0x10000011) == EPERM
    assert [_decide(machine, calls["socket"], family) for family in (1, 2, 10, 16, 40)] == [EAFNOSUPPORT] * 5
    assert [_decide(machine, calls["socketpair"], 1, kind) for kind in (1, 5, 0x80801)] == [ALLOW] * 3
    assert [_decide(machine, calls["socketpair"], *what) for what in ((1, 2), (1, 3), (2, 1))] == [EAFNOSUPPORT] * 3
    assert [_decide(machine, calls["prlimit64"], whose) for whose in (0, 1)] == [ALLOW, EPERM]
    assert [_decide(machine, calls["ioctl"], 0, request) for request in (0x5401, 0x5412, 0x541C)] == [ALLOW, EPERM, EPERM]
    assert [_decide(machine, calls["personality"], persona) for persona in (0, 0xFFFFFFFF, 0x0040000)] == [ALLOW, ALLOW, EPERM]
    assert [_decide(machine, number) for number in (435, 425, 426, 427, 9999)] == [ENOSYS] * 5  # clone3, io_uring_*, unknown


def test_kills_what_speaks_another_processors_numbers() -> None:
    foreign = _decide("x86_64", 0, audit=0x40000003)
    x32 = _decide("x86_64", 0x40000000)

    assert (foreign, x32) == (KILL_PROCESS, KILL_PROCESS)


def test_every_call_of_the_table_is_allowed_in_some_form() -> None:
    for machine, arch in ARCHITECTURES.items():
        refused = {name for name, number in arch.calls.items() if _decide(machine, number) == ENOSYS}

        assert not refused


def test_a_32_bit_call_kills_the_program(hostile: Hostile) -> None:
    # mov eax, 20 (getpid of i386); int 0x80; ret
    code = """
import ctypes, mmap, platform
assert platform.machine() == "x86_64"
page = mmap.mmap(-1, 4096, prot=7)
page.write(bytes.fromhex("b814000000cd80c3"))
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
"""

    ran = hostile.run(code)

    assert ran.exit_code == 128 + 31  # SIGSYS
