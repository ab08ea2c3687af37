"""Run by the engines' Python with `-I -S`: give up everything that is not named, then become the command.

Argument: a descriptor with a JSON object (see `landlock.LandlockLaunch.arguments`). Uses the standard library alone.
Numbers are those of linux/landlock.h, linux/prctl.h and linux/seccomp.h; the three calls have the same ones on every processor.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import stat
import struct
import sys

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1
_SET_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER_MODE = 2
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER, _TRUNCATE = (1 << bit for bit in (0, 1, 2, 3, 14))
# To write, read, list, remove, and make folders, files and links: nothing is run from there, and no device, socket or pipe is made.
_SCRATCH = sum(1 << bit for bit in (1, 2, 3, 4, 5, 7, 8, 12, 14))
# The highest access right to files that each version of the interface knows; asking for one it does not is an error.
_KNOWN = {4: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
_SCOPES_SINCE = 6
_FOR_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_LIBC = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> int:
    answer = int(getattr(_LIBC, name)(*(ctypes.c_long(each) if isinstance(each, int) else each for each in arguments)))
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name} {arguments[0]}: {os.strerror(number)}")
    return answer


def _restrict(abi: int, readable: list[str], writable: list[str]) -> None:
    """Leave only these files, no TCP, and, where the kernel can, no abstract socket and no signal to others."""
    every = _KNOWN[min(abi, max(_KNOWN))]
    scopes = _ABSTRACT_SOCKETS_AND_SIGNALS if abi >= _SCOPES_SINCE else 0
    attributes = struct.pack("3Q", every, _TCP, scopes)[: 24 if scopes else 16]
    ruleset = _call("syscall", _CREATE_RULESET, attributes, len(attributes), 0)
    for path in readable:
        _allow(ruleset, path, _EXECUTE | _READ_FILE | _READ_FOLDER)
    for path in writable:
        _allow(ruleset, path, _SCRATCH)
    _call("syscall", _RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not stat.S_ISDIR(os.fstat(place).st_mode):
        rights &= _FOR_FILES
    _call("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    os.close(place)


def _filter(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))

    _call("prctl", _SET_SECCOMP, _FILTER_MODE, ctypes.byref(Program(len(program) // 8, program)))


def _contents(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def main() -> None:
    """Never returns."""
    told = json.loads(_contents(int(sys.argv[1])))
    program = _contents(told["filter"])
    for name, value in told["caps"].items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (value, value))
    os.chdir(told["folder"])
    _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call("prctl", _SET_DEATH_SIGNAL, int(signal.SIGKILL))
    _restrict(told["abi"], told["readable"], told["writable"])
    _filter(program)
    os.execve(told["command"][0], told["command"], told["environment"])  # noqa: S606 - what this program is for


if __name__ == "__main__":
    main()
