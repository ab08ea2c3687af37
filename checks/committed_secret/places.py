"""Files by what they are for: which are looked at, and in which a secret is less likely to be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import RepoPath

# Pictures, sound, archives, models and programs: nobody writes a credential into them, and they are large.
_MEDIA_TEXT = """
.png .jpg .jpeg .gif .webp .ico .bmp .tif .tiff .psd .ai .eps .heic .avif .mp3 .mp4 .wav .ogg .flac .avi .mov .mkv .webm .woff
.woff2 .ttf .otf .eot .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .whl .egg .jar .war .ear .nupkg .deb .rpm .dmg .iso .exe .dll .so
.dylib .a .o .obj .lib .pdb .class .pyc .pyo .wasm .bin .dat .pt .pth .ckpt .safetensors .gguf .ggml .onnx .tflite .h5 .hdf5 .pb
.npy .npz .parquet .arrow .feather .pkl .pickle .joblib .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .sqlite .sqlite3 .db .mo .svg
"""
_MEDIA = frozenset(_MEDIA_TEXT.split())
_LOCKS = re.compile(
    r"^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|.*\.lock|.*\.lockb|go\.sum|go\.work\.sum|composer\.lock|Gemfile\.lock|Podfile\.lock"
    r"|\.terraform\.lock\.hcl|gradle\.lockfile|packages\.lock\.json|requirements.*\.txt|mix\.lock|flake\.lock|.*\.min\.(?:js|css)|.*\.map)$"
)
_REHEARSAL = re.compile(
    r"(?:^|/)(?:tests?|testing|testdata|test[-_]data|test[-_]?resources|specs?|__tests__|__mocks__|mocks?|fixtures?|examples?|samples?|demos?|docs?|"
    r"documentation|tutorials?|e2e|benchmarks?|integration[-_]?tests?|src/test|androidTest|cypress)(?:/)|(?:^|/)(?:test_[^/]*|conftest\.py|[^/]*(?:_test|[._-]spec|"
    r"[._-]test|Tests?|IT)\.\w+|[^/]*\.(?:md|rst|adoc|example|sample|template|dist)|README[^/]*|CHANGELOG[^/]*)$",
)


def applies_to(path: RepoPath) -> bool:
    """Any file that a person may have written."""
    return path.suffix not in _MEDIA


def names_nothing(path: RepoPath) -> bool:
    """Lock files and what programs wrote for programs: long values under telling names are hashes there."""
    return _LOCKS.match(path.name) is not None


def rehearsal(path: RepoPath) -> bool:
    """Tests, examples and documentation: a credential there is often made up."""
    return _REHEARSAL.search(path.text) is not None


def text_of(content: bytes) -> str | None:
    """The file as text; None for what is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return None if b"\0" in content[:8192] else content.decode("utf-8", "replace")
