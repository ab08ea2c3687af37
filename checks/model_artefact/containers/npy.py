"""NumPy's array files: the header read by hand, for whether a pickle follows it."""

from __future__ import annotations

import ast
import struct

_SHORT_HEADER = 1


def object_bytes(data: bytes) -> bytes | None:
    """The pickle behind the header of an array of objects; empty for any other array; None when the header cannot be read."""
    try:
        width = 2 if data[6] == _SHORT_HEADER else 4
        (length,) = struct.unpack_from("<H" if width == 2 else "<I", data, 8)  # noqa: PLR2004 - bytes of the length itself
        end = 8 + width + length
        header = ast.literal_eval(data[8 + width : end].decode("latin-1").strip())
        described = header["descr"]
    except (IndexError, struct.error, ValueError, SyntaxError, KeyError, TypeError, RecursionError, MemoryError):
        return None
    return data[end:] if "O" in repr(described) and end <= len(data) else b""
