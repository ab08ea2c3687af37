"""What an operator should know about the sandbox on this host."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.confiner import bwrap_version, find_confiner
from bot.sandbox.engines import REQUIRED, find_engines
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.gvisor import find_gvisor, gvisor_version
from bot.sandbox.landlock import abi_version
from bot.sandbox.probe import open_sandbox
from bot.sandbox.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.sandbox.engines import Engines

_QUOTA = Path("/proc/sys/user/max_user_namespaces")
_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at. `remedy` is empty when all is well. What is not `needed` is told, and reviews are made without it."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def diagnose(engines_folder: Path, weakest: Tier = Tier.WITHOUT_PROC) -> list[Diagnosis]:
    """Look at everything the sandbox needs, the sandbox itself last. `weakest`: the least confinement that the operator accepts."""
    return [_bubblewrap(), *_namespaces(), _landlock(), _gvisor(weakest), *_engines(engines_folder), _probe(engines_folder, weakest)]


def _seen(name: str, look: Callable[[], str]) -> Diagnosis:
    """`look` answers what is there; the sentence of its `SandboxUnavailable` ends in what to do."""
    try:
        return Diagnosis(name, ok=True, detail=look())
    except SandboxUnavailable as error:
        detail, _, remedy = str(error).rpartition(": ")
        return Diagnosis(name, ok=False, detail=detail, remedy=remedy)


def _bubblewrap() -> Diagnosis:
    def look() -> str:
        confiner = find_confiner()
        version = ".".join(map(str, bwrap_version(confiner.bwrap)))
        who = "drops to a user of its own" if confiner.outer_uid else f"runs as this user ({os.geteuid()})"
        old = "" if confiner.sized_scratch else "; too old to bound scratch space, 0.8 is better"
        return f"{confiner.bwrap} {version}, {who}{old}"

    return _seen("bubblewrap", look)


def _namespaces() -> Iterator[Diagnosis]:
    quota = _QUOTA.read_text().strip() if _QUOTA.exists() else "unknown"
    yield Diagnosis("user namespaces", quota != "0", f"at most {quota}", "" if quota != "0" else "sysctl user.max_user_namespaces=10000")
    if _APPARMOR.exists():
        restricted = _APPARMOR.read_text().strip() == "1"
        detail = "restricted to programs with a profile" if restricted else "not restricted"
        # Root, and a bwrap with a profile, may still make them: the probe below decides.
        remedy = "if the sandbox fails below, give bwrap an AppArmor profile that allows `userns`" if restricted else ""
        yield Diagnosis("AppArmor and user namespaces", ok=True, detail=detail, remedy=remedy)


def _landlock() -> Diagnosis:
    version = abi_version()
    return Diagnosis(
        "Landlock", ok=True, detail=f"version {version}, used when the operator allows it" if version else "not in this kernel"
    )


def _gvisor(weakest: Tier) -> Diagnosis:
    """Nobody needs it who did not ask for it."""
    wanted = weakest is Tier.GVISOR

    def look() -> str:
        found = find_gvisor()
        use = "used" if wanted else "used when BARTIZAN_SANDBOX_MIN_TIER is gvisor"
        return f"{found.runsc} {gvisor_version(found.runsc)}, platform {found.platform}, {use}"

    seen = _seen("gVisor", look)
    return seen if seen.ok or wanted else Diagnosis("gVisor", ok=True, detail=f"{seen.detail}; only needed when you ask for it")


def _engines(folder: Path) -> list[Diagnosis]:
    def version(name: str) -> str:
        return find_engines(folder).require(name)

    return [_seen(name, lambda name=name: version(name)) for name in REQUIRED]  # type: ignore[misc]


def _probe(folder: Path, weakest: Tier) -> Diagnosis:
    def look() -> str:
        engines: Engines = find_engines(folder)
        sandbox = open_sandbox(engines, weakest=weakest)
        sandbox.close()
        return f"{sandbox.describe()}: everything forbidden was denied; memory bounded by {sandbox.describe_bounds()}"

    return _seen("sandbox", look)
