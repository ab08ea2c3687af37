"""How much of a repository is looked at before we stop."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes, seconds or counts. What is over them is refused or reported, never shortened in silence.

    `blob`: the largest file that is read. `pack`: the largest file git may write, so also the largest answer of one fetch.
    `entries`: files in one tree. `changed`: files in one change. `patch`: bytes of the unified diff that are read.
    `patch_lines`: lines of one file's diff; above it the whole file counts as touched. `late_fetches`: requests for single
    files that were not in the first batch. `seconds`: one run of git. `memory`: address space of one run of git.
    """

    blob: int = 10 * MEGABYTE
    pack: int = 512 * MEGABYTE
    entries: int = 200_000
    changed: int = 20_000
    patch: int = 256 * MEGABYTE
    patch_lines: int = 200_000
    late_fetches: int = 200
    seconds: float = 180.0
    memory: int = 4096 * MEGABYTE


DEFAULT = Limits()
