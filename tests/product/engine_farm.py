"""An engines' environment whose pattern engine is exchanged while the worker runs, for a few bytes of machine code or the real one."""

from __future__ import annotations

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
MISBEHAVIOURS = {
    "crashes": b"\x31\xc0\x89\x00",
    "runs an instruction that is none": b"\x0f\x0b",
    "floods": _say(b"A" * 60_000, _AGAIN),
    "says what is no JSON": _say(b"Fatal error: exception Not_found\n", _exit(0)),
    "says nothing": _exit(0),
    "says that nothing was scanned": _say(b'{"results":[],"errors":[],"paths":{"scanned":[]}}', _exit(0)),
    "speaks of another file": _say(b'{"results":[],"errors":[],"paths":{"scanned":["../../etc/passwd"]}}', _exit(0)),
    "ends with an unknown code": _exit(77),
}
HANGS = b"\xeb\xfe"


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
        for distribution in ("semgrep", "pip_audit"):
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
