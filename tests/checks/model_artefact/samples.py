"""Model files made byte by byte: nothing here is ever pickled from a live object, and nothing is ever loaded."""

from __future__ import annotations

import base64
import io
import json
import struct
import tarfile
import zipfile
import zlib

CALL = b"cposix\nsystem\n(S'id'\ntR"
SYSTEM = b"\x80\x02" + CALL + b"."
HARMLESS = b"\x80\x02}q\x00X\x01\x00\x00\x00aq\x01K\x01s."
LEGACY_MAGIC = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."


def short(text: str) -> bytes:
    return b"\x8c" + bytes([len(text)]) + text.encode()


def binary(content: bytes) -> bytes:
    return b"B" + struct.pack("<I", len(content)) + content


def stack_global(module: str, name: str) -> bytes:
    return short(module) + short(name) + b"\x93"


def framed(length: int, body: bytes) -> bytes:
    return b"\x80\x04\x95" + struct.pack("<Q", length) + body


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def npy(descr: str, body: bytes) -> bytes:
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (1,), }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + body


def safetensors(header: object, body: bytes) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def broken_crc(archive: bytes, content: bytes) -> bytes:
    return archive.replace(struct.pack("<I", zlib.crc32(content)), b"\xde\xad\xbe\xef")


def flagged_encrypted(archive: bytes) -> bytes:
    local, central = bytearray(archive), archive.find(b"PK\x01\x02")
    local[6] |= 1
    local[central + 8] |= 1
    return bytes(local)


TENSOR = (
    b"\x80\x02}q\x00X\x01\x00\x00\x00wq\x01ctorch._utils\n_rebuild_tensor_v2\nq\x02(("
    b"X\x07\x00\x00\x00storageq\x03ctorch\nFloatStorage\nq\x04"
    b"X\x01\x00\x00\x000q\x05X\x03\x00\x00\x00cpuq\x06K\x02tq\x07QK\x00K\x02\x85q\x08"
    b"K\x01\x85q\x09\x89ccollections\nOrderedDict\nq\x0a)Rq\x0btq\x0cRq\x0ds."
)
TORCH_ZIP = zipped({"archive/data.pkl": TENSOR, "archive/data/0": b"\0" * 8, "archive/version": b"3\n", "archive/byteorder": b"little"})
TORCH_LEGACY = LEGACY_MAGIC + b"\x80\x02M\xe9\x03." + b"\x80\x02}." + TENSOR + b"\x80\x02]X\x01\x00\x00\x000a." + b"\x02" + b"\0" * 15
TENSORS = safetensors({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, b"\0" * 8)
DEEP_ESCAPE = base64.b64encode(SYSTEM)

# One for each class of bypass: its name, the bytes, and the codes that have to be among those seen.
BYPASSES: dict[str, tuple[bytes, set[str]]] = {
    "a module on no list of bad ones": (b"\x80\x02cidlelib.run\nExecutive\n)R.", {"import-dangerous"}),
    "a function of a framework": (b"\x80\x02ctorch.hub\nload\n(X\x01\x00\x00\x00atR.", {"import-dangerous"}),
    "an unknown package's function": (b"\x80\x02cacme.tools\nrun\n)R.", {"call-unreviewed"}),
    "a class of the program that loads": (b"\x80\x02c__main__\nNet\n)\x81.", {"import-unreviewed"}),
    "a submodule of a dangerous one": (b"\x80\x02cmultiprocessing.util\nspawnv_passfds\n)R.", {"import-dangerous"}),
    "attributes behind a trusted module": (
        b"\x80\x04" + stack_global("collections", "OrderedDict.__init__.__globals__") + b".",
        {"import-disguised"},
    ),
    "the standard library behind a package": (b"\x80\x04" + stack_global("sklearn.os", "system") + b")R.", {"import-dangerous"}),
    "builtins": (b"\x80\x02cbuiltins\neval\n(S'1'\ntR.", {"import-dangerous"}),
    "builtins of Python 2": (b"c__builtin__\neval\n(S'1'\ntR.", {"import-dangerous"}),
    "a call whose result is dropped": (b"\x80\x02" + CALL + b"0N.", {"import-dangerous"}),
    "INST": (b"(S'id'\niposix\nsystem\n.", {"import-dangerous"}),
    "OBJ": (b"(cposix\nsystem\nS'id'\no.", {"import-dangerous"}),
    "a computed object is called": (b"\x80\x02ccollections\nOrderedDict\n)R)R.", {"computed-call"}),
    "BUILD on an imported object": (b"\x80\x02ccollections\nOrderedDict\n}b.", {"changes-imported"}),
    "SETITEM on an imported object": (b"\x80\x02ccollections\nOrderedDict\nK\x01K\x02s.", {"changes-imported"}),
    "APPENDS on an imported object": (b"\x80\x02ccollections\ndeque\n(K\x01e.", {"changes-imported"}),
    "ADDITEMS on an imported object": (b"\x80\x04ccollections\ndeque\n(K\x01\x90.", {"changes-imported"}),
    "operands of an import that are computed": (b"\x80\x04ccollections\nOrderedDict\n)R" + short("system") + b"\x93.", {"computed-name"}),
    "the name of an import from the memo": (b"\x80\x04" + short("os") + b"\x940h\x00" + short("system") + b"\x93.", {"import-dangerous"}),
    "a duplicate on the stack": (b"\x80\x04" + short("pty") + b"2\x93.", {"import-dangerous"}),
    "a memo that was never filled": (b"\x80\x02h\x07.", {"stack-misuse"}),
    "a stack that is empty": (b"\x80\x020R.", {"stack-misuse"}),
    "a mark that POP takes away": (b"\x80\x02cposix\nsystem\n(0X\x02\x00\x00\x00id\x85R.", {"import-dangerous"}),
    "an extension's number": (b"\x80\x02\x82\x01.", {"extension-code"}),
    "a stream that breaks after the call": (b"\x80\x02" + CALL + b"\xff\xff", {"import-dangerous", "broken-after-call"}),
    "a frame that ends inside an instruction": (framed(3, short("a" * 20) + b"."), {"frame-straddle"}),
    "a frame longer than the file": (framed(5000, b"N."), {"frame-straddle"}),
    "a protocol in the middle": (b"\x80\x02N\x80\x040.", {"protocol-misplaced"}),
    "a second stream": (HARMLESS + SYSTEM, {"import-dangerous"}),
    "a second stream behind padding": (HARMLESS + b"\0" * 99 + SYSTEM, {"import-dangerous"}),
    "a second stream behind other bytes": (HARMLESS + b"\xfe\xfdjunk" + SYSTEM, {"import-dangerous"}),
    "a second stream of protocol 0": (HARMLESS + CALL + b".", {"import-dangerous"}),
    "a legacy archive with a later stream": (LEGACY_MAGIC + b"\x80\x02M\xe9\x03." + HARMLESS + SYSTEM, {"import-dangerous"}),
    "numbers of joblib that are instructions": (
        b"\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(X\x05\x00\x00\x00shapeM\xff\x00\x85X\x05\x00\x00\x00dtypecnumpy\ndtype\n"
        b"X\x02\x00\x00\x00f8\x85Rub" + CALL + b".",
        {"import-dangerous"},
    ),
    "a pickle in a literal": (b"\x80\x03" + binary(SYSTEM) + b".", {"nested-pickle", "import-dangerous"}),
    "a pickle in base64": (b"\x80\x03" + short(DEEP_ESCAPE.decode()) + b".", {"nested-pickle", "import-dangerous"}),
    "a pickle in hexadecimal": (b"\x80\x03" + short(SYSTEM.hex()) + b".", {"nested-pickle", "import-dangerous"}),
    "an archive in a literal": (b"\x80\x03" + binary(zipped({"a": SYSTEM})) + b".", {"nested-archive"}),
    "a persistent id outside of an archive": (b"\x80\x02X\x01\x00\x00\x00aQ.", {"persistent-id"}),
    "an array of objects": (npy("|O", SYSTEM), {"object-array", "import-dangerous"}),
    "a member of any name": (zipped({"notes/readme.txt": SYSTEM}), {"import-dangerous"}),
    "a zip's wrong sum": (broken_crc(zipped({"a/data.pkl": SYSTEM}), SYSTEM), {"container-crc", "import-dangerous"}),
    "a zip said to be encrypted": (flagged_encrypted(zipped({"a/data.pkl": SYSTEM})), {"container-encrypted-flag", "import-dangerous"}),
    "two names of one member": (
        zipped({"a/data.pkl": SYSTEM}).replace(b"a/data.pkl", b"b/data.txt", 1),
        {"container-two-names", "import-dangerous"},
    ),
    "a member that the directory hides": (
        zipped({"a/data.pkl": SYSTEM})[: zipped({"a/data.pkl": SYSTEM}).find(b"PK\x01\x02")] + zipped({"b": b"1"}),
        {"container-hidden-member", "import-dangerous"},
    ),
    "bytes in front of a zip": (b"#!/bin/sh\n" + zipped({"a/data.pkl": SYSTEM}), {"container-prefix", "import-dangerous"}),
    "a zip in a zip": (zipped({"a.bin": zipped({"b": SYSTEM}, zipfile.ZIP_DEFLATED)}), {"import-dangerous"}),
    "a tar's member of any name": (tarred({"pickle": SYSTEM}), {"import-dangerous"}),
    "a member that climbs out": (tarred({"../../etc/cron.d/x": b"1"}), {"container-traversal"}),
    "zlib": (zlib.compress(SYSTEM), {"import-dangerous"}),
    "a seven-zip archive": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 30, {"container-closed"}),
    "bytes behind the tensors": (TENSORS + SYSTEM, {"import-dangerous"}),
}
BYPASSES |= {
    f"protocol {number}": ((b"\x80" + bytes([number]) if number > 1 else b"") + CALL + b".", {"import-dangerous"}) for number in range(6)
}
ORDINARY: dict[str, bytes] = {
    "weights.pt": TORCH_ZIP,
    "legacy.pth": TORCH_LEGACY,
    "plain.pkl": HARMLESS,
    "numbers.npy": npy("<f8", b"\0" * 8),
    "tensors.safetensors": TENSORS,
    "words.dat": b"cat\ndog\nin\nthe\negg\n",
}
