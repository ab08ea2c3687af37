"""Opening the sandbox: once, and only after it was seen to hold."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.sandbox.confiner import find_confiner, require_reachable
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.job_folder import job_folder, write_file
from bot.sandbox.process import Ending
from bot.sandbox.profile import Limits, Mount, Profile
from bot.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from bot.sandbox.engines import Engines, Interpreter
    from bot.sandbox.process import Ran
    from bot.sandbox.profile import Confiner

_PROBE = "/opt/engine/probe.py"
_ATTEMPTS = 22
_APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"


def open_sandbox(engines: Engines, confiner: Confiner | None = None) -> Sandbox:
    """The strongest confinement that holds here. Raises `SandboxUnavailable`; there is no unconfined fallback."""
    found = confiner or find_confiner()
    sources = [engines.site_packages, *(mount.source for mount in engines.python.mounts)]
    require_reachable(sources, found.outer_uid)
    complaints = []
    for variant in (found, replace(found, proc=False)):
        sandbox = Sandbox(variant)
        complaint = _complaint(_attempt(sandbox, engines.python))
        if complaint is None:
            return sandbox
        sandbox.close()
        complaints.append(complaint)
    raise SandboxUnavailable(f"the sandbox does not hold: {complaints[-1]}")


def _attempt(sandbox: Sandbox, python: Interpreter) -> Ran:
    """The probe's run, with a canary file and a listening port outside that it must not reach."""
    with job_folder(sandbox.confiner.outer_uid) as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        canary = write_file(folder / "canary", b"canary")
        script = write_file(folder / "probe.py", files("bot.sandbox").joinpath("probe_inside.py").read_bytes())
        environment = (("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()
        profile = Profile((*python.mounts, Mount(script, _PROBE)), environment=environment)
        command = [python.executable, "-I", "-S", _PROBE, str(canary), str(listener.getsockname()[1])]
        return sandbox.run(command, profile, Limits(wall=10, stdout=1 << 16, stderr=1 << 16))


def _complaint(ran: Ran) -> str | None:
    """Why this run shows no confinement, in words for the operator; None when everything was denied."""
    said = " ".join(ran.stderr.decode("utf-8", "replace").split())[-300:]
    if ran.ending is not Ending.EXITED:
        return f"its probe {ran.ending.value}"
    if ran.exit_code != 0:
        return f"bubblewrap answered “{said or ran.exit_code}”: {remedy(said)}"
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
