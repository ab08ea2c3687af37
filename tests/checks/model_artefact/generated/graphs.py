"""ONNX and TensorFlow graphs in protocol buffers, and protocol buffers that are none."""

# ruff: noqa: E501 - nested messages read better in long lines

from __future__ import annotations

from tests.checks.model_artefact.samples import zipped


def number(value: int) -> bytes:
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes([*made, value])


def whole(field: int, value: int) -> bytes:
    return number(field << 3) + number(value)


def part(field: int, *content: bytes | str) -> bytes:
    body = b"".join(each.encode() if isinstance(each, str) else each for each in content)
    return number(field << 3 | 2) + number(len(body)) + body


def node(kind: str, domain: str = "", *attributes: bytes) -> bytes:
    return part(1, "x") + part(2, "y") + part(3, "n") + part(4, kind) + b"".join(attributes) + (part(7, domain) if domain else b"")


def external(*entries: tuple[str, str]) -> bytes:
    return whole(1, 4) + whole(2, 1) + part(8, "w") + b"".join(part(13, part(1, key), part(2, value)) for key, value in entries) + whole(14, 1)


def model(graph: bytes, *more: bytes, version: int = 9) -> bytes:
    return whole(1, version) + part(2, "pytorch") + part(7, graph) + part(8, part(1, ""), whole(2, 17)) + b"".join(more)


RELU = part(1, node("Relu"))
IN_BRANCH = part(5, part(1, "then_branch") + part(6, part(1, node("If", "", part(5, part(1, "t") + part(5, external(("location", "../x"))))))))
PATHS = ("/etc/passwd", "../../secret", "a/../../b", "..", "C:\\x", "\\\\host\\share", "file:///etc/passwd", "https://evil.example/w", "a\\..\\b", "~/x")


def operator(kind: str, name: str = "n", *attributes: bytes) -> bytes:
    """A node of TensorFlow's."""
    return part(1, name) + part(2, kind) + part(3, "in") + b"".join(attributes)


def library(*operators: bytes) -> bytes:
    return part(1, part(1, part(1, "f")), *(part(3, each) for each in operators))


def saved(graph: bytes) -> bytes:
    return whole(1, 1) + part(2, part(1, part(4, "serve")), part(2, graph))


CONSTANT, LAST = part(1, operator("Const", "c")), part(4, whole(1, 1087))
OPERATORS = ("PyFunc", "PyFuncStateless", "EagerPyFunc", "ReadFile", "WriteFile", "MatchingFiles", "LoadLibrary", "ImmutableConst", "RpcCall", "WholeFileReaderV2")


def _onnx() -> dict[str, bytes]:
    cases = {f"weights at {path}": model(RELU + part(5, external(("location", path)))) for path in PATHS}
    return cases | {
        "weights of a branch": model(part(1, node("If", "", IN_BRANCH))),
        "weights of an attribute": model(part(1, node("Constant", "", part(5, part(1, "value") + part(5, external(("location", "/x"))))))),
        "weights of a sparse tensor": model(part(15, part(1, external(("location", "/x"))))),
        "weights of a training": model(RELU, part(20, part(1, part(5, external(("location", "/x")))))),
        "the second of two places": model(part(5, external(("location", "w.bin"), ("location", "/etc/passwd")))),
        "a function's node": model(RELU, part(25, part(1, "F") + part(10, "own") + part(7, node("PyOp")))),
        "a function that shadows": model(RELU, part(25, part(1, "Relu") + part(10, "ai.onnx") + part(7, node("Add")))),
        "Python's operator": model(part(1, node("PythonOp", "com.microsoft"))),
        "an operator in Python": model(part(1, node("PyOp"))),
        "fields in another order": part(8, part(1, ""), whole(2, 9)) + part(7, part(5, external(("location", "/x")))) + whole(1, 8),
        "the graph first": part(7, part(5, external(("location", "/x")))) + part(8, whole(2, 9)),
        "a second graph": model(RELU, part(7, part(5, external(("location", "/x"))))),
        "bytes behind": model(part(5, external(("location", "/x")))) + b"\xff\xff\xff",
        "a pickle in its weights": model(part(5, part(9, b"cposix\nsystem\n(S'id'\ntR."))),
    }


def _tensorflow() -> dict[str, bytes]:
    cases: dict[str, bytes] = {}
    for kind in OPERATORS:
        bad = operator(kind)
        cases |= {
            f"{kind} in a graph": CONSTANT + part(1, bad) + LAST,
            f"{kind} in a function": CONSTANT + part(2, library(bad)) + LAST,
            f"{kind} in a saved model": saved(CONSTANT + part(1, bad)),
            f"{kind} in a saved function": saved(part(2, library(operator("Const"), bad))),
            f"{kind} in a meta graph": part(1, part(4, "serve")) + part(2, CONSTANT + part(1, bad)),
        }
    return cases | {
        "a first node that is odd": part(1, part(1, "?!") + part(2, "!!")) + CONSTANT + part(1, operator("PyFunc")),
        "a second meta graph": saved(CONSTANT) + part(2, part(2, CONSTANT + part(1, operator("PyFunc")))),
        "it prints into a file": CONSTANT + part(1, operator("PrintV2", "p", part(5, part(1, "output_stream"), part(2, part(2, "file:///etc/x"))))),
        "a graph that breaks off": CONSTANT + part(1, operator("PyFunc")) + b"\x0a\xff",
        "a model for small devices": b"\x1c\0\0\0TFL3" + b"\0" * 20 + b"FlexPyFunc\0" + b"\0" * 8,
        "a tar's magic inside": CONSTANT + part(1, operator("PyFunc")) + part(1, operator("Const", "a" * 300).replace(b"a" * 200, b"ustar" * 40)),
    }


def guilty() -> dict[str, tuple[str, bytes]]:
    """Guilty files."""
    onnx, graphs = _onnx(), _tensorflow()
    return {
        **{f"onnx: {case}": ("model.onnx", data) for case, data in onnx.items()},
        **{f"onnx under another name: {case}": ("weights.bin", data) for case, data in list(onnx.items())[-4:]},
        **{f"tensorflow: {case}": ("saved_model.pb", data) for case, data in graphs.items()},
        "tensorflow: in an archive": ("model.zip", zipped({"m/saved_model.pb": saved(part(1, operator("PyFunc")))})),
        "tensorflow: in text": ("graph.pbtxt", b'node {\n  name: "a"\n  op: "PyFunc"\n}\n'),
    }


def innocent() -> dict[str, tuple[str, bytes]]:
    """Innocent files."""
    described = part(1, part(1, "a/b.proto") + part(2, "acme.v1") + part(3, "google/protobuf/any.proto") + part(4, part(1, "ReadFile")))
    onnx = {
        "plain": model(RELU + part(5, whole(1, 2) + part(9, b"\0" * 8))),
        "with weights beside it": model(RELU + part(5, external(("location", "model.onnx.data"), ("offset", "0"), ("length", "8")))),
        "with weights in a folder": model(RELU + part(5, external(("location", "weights/w..1.bin")))),
        "of machine learning": model(part(1, node("TreeEnsembleClassifier", "ai.onnx.ml"))),
        "of a runtime": model(part(1, node("Attention", "com.microsoft"))),
        "with functions of its own": model(part(1, node("F", "own")), part(25, part(1, "F") + part(10, "own") + part(7, node("Add")))),
        "with metadata": model(RELU, part(14, part(1, "author"), part(2, "/home/a"))),
    }
    graphs = {
        "frozen": CONSTANT + part(1, operator("MatMul")) + LAST,
        "saved": saved(CONSTANT + part(1, operator("RestoreV2"))),
        "saved with functions": saved(CONSTANT + part(2, library(operator("StatefulPartitionedCall")))),
        "printing": CONSTANT + part(1, operator("PrintV2", "p", part(5, part(1, "output_stream"), part(2, part(2, "stderr"))))),
    }
    return {
        **{f"onnx: {case}": ("model.onnx", data) for case, data in onnx.items()},
        **{f"tensorflow: {case}": ("saved_model.pb", data) for case, data in graphs.items()},
        "protobuf: descriptions of messages": ("api.pb", described),
        "protobuf: some message": ("state.pb", whole(1, 7) + part(2, "name") + whole(8, 2)),
        "protobuf: an event's log": ("events.pb", part(7, "text") + part(8, "PyFunc")),
        "protobuf: text": ("config.pbtxt", b'name: "resnet"\nplatform: "onnxruntime_onnx"\ninput [ { name: "x" } ]\n'),
        "bytes of no format": ("table.bin", b"\x08\x01\x12\x00\x00" + bytes(range(256))),
        "a text with an empty first line": ("notes.dat", b"\nReadFile and PyFunc\x00\n"),
    }
