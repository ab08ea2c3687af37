"""What bytes are, by the bytes alone: names lie."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(Enum):
    """The formats whose readers are here, those known only to be refused, and everything else."""

    PICKLE = "pickle"
    ZIP = "zip"
    TAR = "tar"
    COMPRESSED = "compressed"
    NPY = "npy"
    CLOSED = "an archive of a kind that is not opened here"
    SAFETENSORS = "safetensors"
    GGUF = "gguf"
    HDF5 = "hdf5"
    OTHER = "other"


_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_PROTOCOL = re.compile(rb"\x80[\x00-\x05]")
# Opcodes that protocols 0 and 1 begin with, then an import; or a plain container that is filled or ended.
_TEXT = re.compile(rb"[(\]})lt0-9pq\n\x00-\x20]{0,16}[ci][A-Za-z_][\w.]*\r?\n[A-Za-z_][\w.]*\r?\n|\((?:lp|dp|ip)\d+\n")
# The largest header of a safetensors file that its own library reads.
_TAR_MAGIC_AT, _MOST_HEADER = 257, 100_000_000


def kind_of(data: bytes) -> Kind:
    """The kind of these bytes. A zip is also one whose directory stands at the end of something else."""
    return next((kind for kind, holds in _TESTS if holds(data)), Kind.OTHER)


def _zlib(data: bytes) -> bool:
    return data.startswith(b"ZF0x") or (_ZLIB.match(data) is not None and int.from_bytes(data[:2], "big") % 31 == 0)


def _tar(data: bytes) -> bool:
    return data[_TAR_MAGIC_AT : _TAR_MAGIC_AT + 5] == b"ustar" or _old_tar(data)


def _safetensors(data: bytes) -> bool:
    return data[8:9] == b"{" and int.from_bytes(data[:8], "little") <= _MOST_HEADER


def _old_tar(data: bytes) -> bool:
    """A header without a magic, as before POSIX: the sum of its bytes is right."""
    header = data[:512]
    if len(header) < 512 or not header[0]:  # noqa: PLR2004 - one block
        return False
    try:
        told = int(header[148:156].strip(b"\0 ") or b"-1", 8)
    except ValueError:
        return False
    return told == sum(header[:148]) + 8 * 32 + sum(header[156:])


def _begins(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magics)


# In this order: what is sure comes before what could be chance.
_TESTS: tuple[tuple[Kind, Callable[[bytes], bool]], ...] = (
    (Kind.NPY, _begins(b"\x93NUMPY")),
    (Kind.GGUF, _begins(b"GGUF")),
    (Kind.HDF5, _begins(b"\x89HDF\r\n\x1a\n")),
    (Kind.COMPRESSED, _begins(b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x5d\x00\x00")),
    # 7z, RAR, Zstandard, LZ4.
    (Kind.CLOSED, _begins(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")),
    (Kind.ZIP, _begins(b"PK\x03\x04", b"PK\x05\x06")),
    (Kind.PICKLE, lambda data: _PROTOCOL.match(data) is not None),
    (Kind.TAR, _tar),
    (Kind.ZIP, lambda data: b"PK\x05\x06" in data[-65_557:]),
    (Kind.COMPRESSED, _zlib),
    (Kind.PICKLE, lambda data: _TEXT.match(data) is not None),
    (Kind.SAFETENSORS, _safetensors),
)
