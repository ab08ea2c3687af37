"""Finds text that nobody sees: tags, variation selectors, controls of direction, zero-width characters and fillers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_files.kinds import configures, instructs
from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding, Fix
from checks.core.place import Location, Span
from checks.hidden_text.lines import SUSPECT, hidden
from checks.hidden_text.rules import RULES, SAID, Place, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene
    from checks.hidden_text.lines import Hidden

# A file with more lines than this that hide something is told of as a whole: nobody reads as many findings.
MAX_LINES = 200
_BINARY_TEXT = """
.png .jpg .jpeg .gif .webp .ico .bmp .tif .tiff .psd .mp3 .mp4 .wav .ogg .flac .avi .mov .mkv .webm .woff .woff2 .ttf .otf .eot .zip .gz
.tgz .bz2 .xz .zst .7z .rar .tar .whl .jar .exe .dll .so .dylib .a .o .class .pyc .wasm .safetensors .gguf .onnx .parquet .npy .npz .pdf
"""
_BINARY = frozenset(_BINARY_TEXT.split())
_CODE_TEXT = """
.py .pyi .js .jsx .cjs .mjs .ts .tsx .cts .mts .vue .svelte .go .java .kt .kts .rb .php .cs .c .h .cc .cpp .hpp .m .swift .rs .scala .clj
.ex .exs .lua .pl .r .jl .dart .sol .sh .bash .zsh .fish .ps1 .bat .cmd .sql .tf .hcl .gradle .groovy .cmake .mk .ipynb .proto .graphql
.zig .nix
"""
_CODE = frozenset(_CODE_TEXT.split())
_CODE_NAMES = frozenset({"dockerfile", "makefile", "jenkinsfile", "rakefile", "gemfile", "package.json", "build.gradle", "pyproject.toml"})
_ESCAPE = re.compile(rb"[\x08\x1b]|\\udb40|\\u\{0{0,2}e00|\\u000e00|&#xe00", re.IGNORECASE)


def applies_to(path: RepoPath) -> bool:
    """Any file that may be text."""
    return path.suffix not in _BINARY


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Each line and each way of hiding once. Raises `Unreadable`."""
    for path in scene.scope:
        raw = (scene.head.read(path) or b"") if applies_to(path) else b""
        place = _place(path)
        if (raw.isascii() and not _ESCAPE.search(raw)) or (place is Place.OTHER and b"\0" in raw[:8192] and not _wide(raw)):
            continue
        lines = (raw.decode("utf-16", "replace") if _wide(raw) else raw.decode("utf-8", "replace")).split("\n")
        yield from _seen(path, lines, place)


def _wide(raw: bytes) -> bool:
    return raw.startswith((b"\xff\xfe", b"\xfe\xff"))


def _place(path: RepoPath) -> Place:
    if instructs(path) or configures(path):
        return Place.INSTRUCTION
    workflow = path.folders[:1] == (".github",) and path.suffix in {".yml", ".yaml"}
    code = workflow or path.suffix in _CODE or path.name.lower() in _CODE_NAMES
    return Place.CODE if code else Place.OTHER


def _seen(path: RepoPath, lines: list[str], place: Place) -> Iterator[Finding | NotAnalysed]:
    told = 0
    for number, line in enumerate(lines, start=1):
        # The mark at the very beginning says how the file is encoded.
        text = line.removeprefix("\ufeff") if number == 1 else line
        found = [*hidden(text, code=place is Place.CODE, instructs=place is Place.INSTRUCTION)]
        told += bool(found)
        if told > MAX_LINES:
            yield NotAnalysed(path.text, f"more than {MAX_LINES} of its lines hide something")
            return
        for each in found:
            yield _finding(Location(path, Span(number, number)), line, text, each, place)


def _finding(location: Location, line: str, text: str, seen: Hidden, place: Place) -> Finding:
    said = SAID[seen.kind].format(*seen.words)
    severity = weight(seen.kind, place, deliberate=seen.deliberate)
    fix = _fix(location, line, text, seen, place)
    return Finding(RULES[seen.kind], location, said, line.rstrip("\r"), fix, severity_here=severity)


def _fix(location: Location, line: str, text: str, seen: Hidden, place: Place) -> Fix | None:
    """The line without them, where it was read exactly and something is left that hides nothing."""
    kept = "".join(char for column, char in enumerate(text) if column not in seen.columns).rstrip("\r")
    if line != text or "\ufffd" in line or not seen.columns or not kept.strip() or _still(kept):
        return None
    return Fix(location, kept, safe=place is not Place.CODE)


def _still(kept: str) -> bool:
    return SUSPECT.search(kept) is not None and any(hidden(kept, code=True, instructs=True))


CHECK = Check("hidden-text", tuple(RULES.values()), applies_to, inspect)
