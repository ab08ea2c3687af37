"""Tools that an operator adds, run like the engines that the product brings: same sandbox, same limits, same reader."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.confiner import OUTER_UID, require_reachable
from bot.sandbox.doctor import Diagnosis
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.profile import Mount
from bot.sandbox.scanner import PROGRAMS, SOURCE, Scanner
from config.tools_file import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.tools_file import OperatorTool


def operator_scanner(tool: OperatorTool) -> Scanner:
    """How the tool is started. Its version is the digest of its program. Raises `SandboxUnavailable`: something of it is not there."""
    program, place = Path(tool.program), f"{PROGRAMS}/{tool.name}"
    if not program.is_file() or not os.access(program, os.X_OK):
        raise SandboxUnavailable(f"the tool {tool.name} of BARTIZAN_TOOLS is no program at {program}: install it, or correct `program`")
    for source, _ in tool.mounts:
        if not Path(source).exists():
            raise SandboxUnavailable(f"the tool {tool.name} of BARTIZAN_TOOLS mounts {source}, which is not there: correct `mounts`")
    mounts = (*(Mount(Path(source), target) for source, target in tool.mounts), Mount(program, place))
    words = (SOURCE if word == FOLDER else word for word in tool.arguments)
    return Scanner(
        tool.name, _digest(program), (place, *words), mounts, environment=tool.environment, done=tool.done, wall=float(tool.seconds)
    )


def operator_scanners(tools: Sequence[OperatorTool]) -> dict[str, Scanner]:
    """All of them, by their names. Raises `SandboxUnavailable`."""
    return {tool.name: operator_scanner(tool) for tool in tools}


def diagnose_tool(tool: OperatorTool) -> Diagnosis:
    """Whether it is there, and the sandbox's user can reach it."""
    try:
        scanner = operator_scanner(tool)
        require_reachable([mount.source for mount in scanner.mounts], OUTER_UID if os.geteuid() == 0 else None)
    except SandboxUnavailable as error:
        detail, _, remedy = str(error).rpartition(": ")
        return Diagnosis(f"tool {tool.name}", ok=False, detail=detail, remedy=remedy)
    return Diagnosis(f"tool {tool.name}", ok=True, detail=f"{tool.program} ({scanner.version}), over {', '.join(tool.files)}")


def _digest(program: Path) -> str:
    try:
        with program.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()[:12]}"
    except OSError as error:
        raise SandboxUnavailable(f"{program} cannot be read ({error}): see that this user may read it") from error
