"""What a manifest says, free of its format, and the limits within which one is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.dependency import Scope

if TYPE_CHECKING:
    from checks.core.dependency import Package
    from checks.core.place import RepoPath, Span

# Another file of the same tree, by its path relative to the manifest; None where the tree holds none, or for a path that climbs out.
Beside = Callable[[str], "bytes | None"]

# The largest lock files met in the wild stay below both; more is an attempt to keep the reviewer busy.
MAX_BYTES = 10_000_000
MAX_PINS = 50_000


class Unparsable(Exception):
    """The file is not of its format, or beyond the limits; the message says why."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at an exact version, and the lines that say so. `replaceable`: the version there may be rewritten by hand.

    What follows is the file's own word, and empty where the format has none for it: `direct`, the project itself asks for it
    (None: not told); `hashes` as `<algorithm>:<digest>`, in the file's encoding; `source`, the address of the archive or index without
    credentials; `needs`, canonical names of what the package asks for; `licence`; `install_script`, it runs code while it is installed.
    `stated_in`, relative to this file: another one that tells the version, so that the line here is only where the package is asked for.
    """

    package: Package
    span: Span
    replaceable: bool = False
    direct: bool | None = None
    scope: Scope = Scope.PRODUCTION
    hashes: tuple[str, ...] = ()
    source: str = ""
    needs: tuple[str, ...] = ()
    licence: str = ""
    install_script: bool = False
    stated_in: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An entry whose version the file does not tell, and why. `ecosystem` and canonical `name`, where it is a package of a registry."""

    span: Span
    why: str
    ecosystem: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Include:
    """Another file that this one pulls in, as written: relative to this file, not yet checked."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a file says about dependencies. Nothing in it is silently passed over: it is a pin, an include or unresolved."""

    pins: tuple[Pin, ...]
    not_understood: tuple[Unresolved, ...] = ()
    includes: tuple[Include, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of manifest. `update` is the command that raises one package, with `{name}` and `{version}`; empty: edit the line.

    `lock`: written by a program, so that nobody should edit a line of it. `among`: how to read it where other files may be looked at,
    for a format that says only part of it itself; what it includes is of its own format. `marker`: what is found in every file of
    this format, where the name alone does not tell.
    """

    name: str
    matches: Callable[[RepoPath], bool]
    parse: Callable[[bytes], Manifest]
    update: str = ""
    lock: bool = True
    among: Callable[[bytes, Beside], Manifest] | None = None
    marker: re.Pattern[bytes] | None = None


def decoded(raw: bytes) -> str:
    """The text, by its byte order mark or else as UTF-8. Raises `Unparsable`."""
    if len(raw) > MAX_BYTES:
        raise Unparsable(f"larger than {MAX_BYTES} bytes")
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unparsable(f"not {encoding.removesuffix('-sig').upper()} text") from error


def within_limits(manifest: Manifest) -> Manifest:
    """The same manifest. Raises `Unparsable` when it names too many packages."""
    few_enough(len(manifest.pins) + len(manifest.not_understood) + len(manifest.includes))
    return manifest


def few_enough(entries: int) -> None:
    """For readers whose single entry costs time. Raises `Unparsable` when there are too many."""
    if entries > MAX_PINS:
        raise Unparsable(f"more than {MAX_PINS} packages")


def python_name(name: str) -> str:
    """One spelling for names that Python's package indexes do not tell apart (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
