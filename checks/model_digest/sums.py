"""Files of digests: what they say of which file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.documents.nodes import documents

if TYPE_CHECKING:
    from checks.core.place import RepoPath
    from checks.documents.nodes import Node

# What GNU coreutils and BSD's tools write: a digest, a name; or the name in parentheses and then the digest.
_GNU = re.compile(r"^\\?([0-9a-fA-F]{32,128})[ \t]+\*?(\S.{0,300}?)\s*$")
_BSD = re.compile(r"^(?:SHA(?:1|256|384|512)|MD5)[ -]?\((.{1,300})\)\s*=\s*([0-9a-fA-F]{32,128})\s*$")
_ALONE = re.compile(r"^\s*([0-9a-fA-F]{32,128})\s*$")
_LISTS = re.compile(r"^(?:sha(?:1|256|384|512)sums?|md5sums?|checksums?)(?:\.txt)?$", re.IGNORECASE)
_BESIDE = (".sha256", ".sha512", ".sha256sum", ".sha512sum", ".sha1", ".md5")
# By the number of hexadecimal figures: the name that `hashlib` has for it.
ALGORITHMS = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}


def is_sums(path: RepoPath) -> bool:
    """A list of digests, or one file's digest beside it, DVC's among them."""
    return _LISTS.match(path.name) is not None or path.name.endswith((*_BESIDE, ".dvc"))


def digests(path: RepoPath, raw: bytes) -> dict[str, tuple[str, int]]:
    """The digest and its line by the name of the file, without folders. Raises `NotRead` for what DVC cannot have written."""
    text = raw[:1_000_000].decode("utf-8", "replace")
    if path.name.endswith(".dvc"):
        return {out.at("path").text.rpartition("/")[2]: (out.at("md5").text.lower(), out.line_of("md5")) for out in _outputs(raw)}
    found: dict[str, tuple[str, int]] = {}
    named = next((path.name.removesuffix(ending) for ending in _BESIDE if path.name.endswith(ending)), "")
    for number, line in enumerate(text.split("\n"), 1):
        gnu, bsd, alone = _GNU.match(line), _BSD.match(line), _ALONE.match(line)
        if gnu:
            found[gnu[2].rpartition("/")[2]] = (gnu[1].lower(), number)
        elif bsd:
            found[bsd[1].rpartition("/")[2]] = (bsd[2].lower(), number)
        elif alone and named:
            found[named] = (alone[1].lower(), number)
    return found


def _outputs(raw: bytes) -> list[Node]:
    """What DVC keeps elsewhere; a folder's digest is of its list of files, not of one."""
    outputs = [out for document in documents(raw) for out in document.at("outs").items]
    return [out for out in outputs if out.at("md5").text and not out.at("md5").text.endswith(".dir")]
