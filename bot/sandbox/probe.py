"""Opening the sandbox: once, and only after it was seen to hold."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.sandbox.confiner import find_confiner, require_reachable
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.gvisor import find_gvisor
from bot.sandbox.job_folder import job_folder, write_file
from bot.sandbox.landlock import find_landlock
from bot.sandbox.process import Ending
from bot.sandbox.profile import Limits, Mount, Profile
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.engines import Engines, Interpreter
    from bot.sandbox.gvisor import GvisorConfiner
    from bot.sandbox.landlock import LandlockConfiner
    from bot.sandbox.process import Ran
    from bot.sandbox.profile import Confiner

_PROBE = "/opt/engine/probe.py"
_ATTEMPTS = 24
_APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"


def open_sandbox(engines: Engines, confiner: Confiner | None = None, weakest: Tier = Tier.WITHOUT_PROC) -> Sandbox:
    """The strongest confinement that holds here and is no weaker than `weakest`; gVisor only when it alone is accepted.

    Raises `SandboxUnavailable`; there is no unconfined fallback.
    """
    complaints: list[str] = []
    for confined in _candidates(engines, confiner, weakest, complaints):
        sandbox = Sandbox(confined)
        complaint = _tried(sandbox, engines.python)
        if complaint is None:
            return sandbox
        sandbox.close()
        complaints.append(f"{sandbox.describe()}: {complaint}" if weakest is Tier.LANDLOCK else f"the sandbox does not hold: {complaint}")
    # The last one of bubblewrap's alone, unless Landlock was asked for: the operator then knows both.
    raise SandboxUnavailable("; ".join(complaints[-2:]) if weakest is Tier.LANDLOCK else complaints[-1])


def _candidates(
    engines: Engines, confiner: Confiner | None, weakest: Tier, complaints: list[str]
) -> Iterator[Confiner | LandlockConfiner | GvisorConfiner]:
    """What can be tried here, strongest first; why something cannot be tried is added to `complaints`."""
    sources = [engines.site_packages, *(mount.source for mount in engines.python.mounts)]
    if weakest is Tier.GVISOR:
        try:
            kernel = find_gvisor()
            require_reachable(sources, kernel.outer_uid)
            yield kernel
        except SandboxUnavailable as error:
            complaints.append(str(error))
        return
    try:
        found = confiner or find_confiner()
        require_reachable(sources, found.outer_uid)
        yield found
        if weakest.admits(Tier.WITHOUT_PROC):
            yield replace(found, proc=False)
    except SandboxUnavailable as error:
        complaints.append(str(error))
    if weakest.admits(Tier.LANDLOCK):
        try:
            fallback = find_landlock(engines.python)
            require_reachable(sources, fallback.outer_uid)
            yield fallback
        except SandboxUnavailable as error:
            complaints.append(str(error))


def _tried(sandbox: Sandbox, python: Interpreter) -> str | None:
    """Why this confinement is not to be had; None when the probe was denied everything."""
    try:
        return _complaint(_attempt(sandbox, python))
    except OSError as error:
        # As in a container whose user namespace does not know the engines' user.
        uid = sandbox.confiner.outer_uid
        hint = "" if uid is None else f"; in a container, see that its user namespace maps user {uid}, or start as an ordinary user"
        return f"the probe could not be started ({error}){hint}"


def _attempt(sandbox: Sandbox, python: Interpreter) -> Ran:
    """The probe's run, with a canary file and a listening port outside that it must not reach."""
    with job_folder(sandbox.confiner.outer_uid) as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        canary = write_file(folder / "canary", b"canary")
        script = write_file(folder / "probe.py", files("bot.sandbox").joinpath("probe_inside.py").read_bytes())
        environment = (("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()
        profile = Profile((*python.mounts, Mount(script, _PROBE)), environment=environment)
        # With two slashes it is the host's own path, whatever else is called so inside.
        port, tier = str(listener.getsockname()[1]), sandbox.tier.value
        command = [python.executable, "-I", "-S", _PROBE, f"/{canary}", port, tier, os.uname().release]
        return sandbox.run(command, profile, Limits(wall=10, stdout=1 << 16, stderr=1 << 16))


def _complaint(ran: Ran) -> str | None:
    """Why this run shows no confinement, in words for the operator; None when everything was denied."""
    said = " ".join(ran.stderr.decode("utf-8", "replace").split())[-300:]
    if ran.ending is not Ending.EXITED:
        return f"its probe {ran.ending.value}"
    if ran.exit_code != 0:
        return f"it answered “{said or ran.exit_code}”: {remedy(said)}"
    try:
        answer = json.loads(ran.stdout)
        tried, allowed = int(answer["tried"]), [str(name) for name in answer["allowed"]]
    except (ValueError, KeyError, TypeError):
        return "its probe gave no usable answer"
    if allowed or tried != _ATTEMPTS:
        return f"a confined program could {', '.join(allowed) or 'not try everything'}; report this with your kernel's version"
    return None


def remedy(said: str) -> str:
    """What an operator can do about bubblewrap's message."""
    if "setting up uid map" in said or "Failed to make / slave" in said:
        return "on Ubuntu give /usr/bin/bwrap an AppArmor profile that allows `userns` (docs/sandbox.md)"
    if "namespace" in said or "Operation not permitted" in said:
        return "allow unprivileged user namespaces (in a container: a seccomp profile that permits them)"
    return "`bartizan doctor` tells more"
