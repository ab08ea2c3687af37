"""An engines' environment whose pattern engine is exchanged while the worker runs, for a few bytes of machine code or the real one."""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass
from pathlib import Path

REAL = Path(__file__).parents[2] / ".venv-engines"
_BASE = 0x400000
_HEADERS = 64 + 56


def program(code: bytes) -> bytes:
    """A static x86-64 program of exactly this code: it needs nothing, so it starts in any sandbox."""
    size = _HEADERS + len(code)
    identification = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, _BASE + _HEADERS, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, _BASE, _BASE, size, size, 0x1000)
    return identification + header + segment + code


def _say(text: bytes, then: bytes) -> bytes:
    """write(1, text, len(text)), then go on with `then`."""
    # mov eax,1; mov edi,1; lea rsi,[rip+rest]; mov edx,len; syscall
    start = b"\xb8\x01\x00\x00\x00\xbf\x01\x00\x00\x00\x48\x8d\x35"
    middle = b"\xba" + struct.pack("<I", len(text)) + b"\x0f\x05"
    return start + struct.pack("<i", len(middle) + len(then)) + middle + then + text


def _exit(code: int) -> bytes:
    return b"\xb8\x3c\x00\x00\x00\xbf" + struct.pack("<I", code) + b"\x0f\x05"


# The jump back over itself and over what `_say` puts before it: 13 + 4 + 7 + 2 bytes.
_AGAIN = b"\xeb" + struct.pack("b", -26)
_FORK = b"\xb8\x39\x00\x00\x00\x0f\x05"


def _finding(first: int, last: int) -> bytes:
    """An answer in the engine's own form that places a match on these lines."""
    place = {"start": {"line": first, "col": 1, "offset": 0}, "end": {"line": last, "col": 2, "offset": 1}}
    extra = {"message": "m", "metavars": {}, "engine_kind": "OSS"}
    found = {"check_id": "command-injection-shell", "path": "add.py", **place, "extra": extra}
    return json.dumps({"version": "1", "results": [found], "errors": [], "paths": {"scanned": ["add.py"]}}).encode()


MISBEHAVIOURS = {
    "crashes": b"\x31\xc0\x89\x00",
    "runs an instruction that is none": b"\x0f\x0b",
    "floods": _say(b"A" * 60_000, _AGAIN),
    "says what is no JSON": _say(b"Fatal error: exception Not_found\n", _exit(0)),
    "says nothing": _exit(0),
    "says that nothing was scanned": _say(b'{"results":[],"errors":[],"paths":{"scanned":[]}}', _exit(0)),
    "speaks of another file": _say(b'{"results":[],"errors":[],"paths":{"scanned":["../../etc/passwd"]}}', _exit(0)),
    "ends with an unknown code": _exit(77),
    "finds something before the first line": _say(_finding(-1, -1), _exit(1)),
    "finds something after the last line": _say(_finding(1_000_000_000, 1_000_000_000), _exit(1)),
    # fork(); the child goes round for ever with our pipe in its hands, the parent says nothing and ends.
    "leaves a child that holds its output": _FORK + b"\x85\xc0\x74\x0c" + _exit(0) + b"\xeb\xfe",
    # ptrace(PTRACE_ATTACH, 1), then as if nothing had been.
    "traces the first process": b"\xb8\x65\x00\x00\x00\xbf\x10\x00\x00\x00\xbe\x01\x00\x00\x00\x31\xd2\x4d\x31\xd2\x0f\x05" + _exit(0),
    # mmap(32 MB) and a byte into each page of it, again and again.
    "eats memory": bytes.fromhex(
        "b80900000031ffbe00000002ba0300000041ba220000004983c8ff4d31c90f05b900200000c6000148050010" "0000ffc975f3ebcc"
    ),
}
HANGS = b"\xeb\xfe"
# They end at the run's deadline only.
ENDLESS = {
    "hangs": HANGS,
    "forks without end": _FORK + b"\xeb\xf7",
    # It sends itself SIGSTOP, and goes round for ever should it be woken.
    "stops itself": b"\xb8\x27\x00\x00\x00\x0f\x05\x89\xc7\xbe\x13\x00\x00\x00\xb8\x3e\x00\x00\x00\x0f\x05\xeb\xfe",
}


@dataclass(frozen=True)
class Farm:
    """The environment in `folder`; it starts with the real engine."""

    folder: Path

    @classmethod
    def plant(cls, folder: Path) -> Farm:
        packages = next(REAL.resolve().glob("lib/python3.*/site-packages"))
        planted = folder / "lib" / packages.parent.name / "site-packages"
        (planted / "semgrep").mkdir(parents=True)
        (planted / "certifi").mkdir()
        (planted / "certifi" / "cacert.pem").write_bytes((packages / "certifi" / "cacert.pem").read_bytes())
        (planted / "kingfisher").symlink_to(packages / "kingfisher")
        (folder / "kingfisher-rules").symlink_to(REAL.resolve() / "kingfisher-rules")
        for distribution in ("semgrep", "pip_audit", "kingfisher_bin"):
            for found in packages.glob(f"{distribution}-*.dist-info"):
                (planted / found.name).mkdir()
        (folder / "bin").mkdir()
        (folder / "bin" / "python").symlink_to((REAL / "bin" / "python").resolve())
        (folder / "pyvenv.cfg").write_text("")
        farm = cls(folder)
        farm._use(packages / "semgrep" / "bin")
        return farm

    def real(self) -> None:
        """The engine as it was installed."""
        self._use(next(REAL.resolve().glob("lib/python3.*/site-packages")) / "semgrep" / "bin")

    def fake(self, code: bytes) -> None:
        """An engine that does nothing but this."""
        place = self.folder / "fake"
        place.mkdir(exist_ok=True)
        (place / "libs").mkdir(exist_ok=True)
        made = place / "semgrep-core"
        made.unlink(missing_ok=True)
        made.write_bytes(program(code))
        made.chmod(0o755)
        self._use(place)

    def _use(self, place: Path) -> None:
        link = next(self.folder.glob("lib/python3.*/site-packages")) / "semgrep" / "bin"
        fresh = link.with_name("fresh")
        fresh.symlink_to(place)
        os.replace(fresh, link)  # noqa: PTH105 - the link itself is meant
