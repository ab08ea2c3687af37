"""What the command, the web process and the worker have in common: settings, instruments, policy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.advisories.store import AdvisoryStore
from bot.review.examination import Instruments
from bot.review.pipeline import POLICY_PATH
from bot.sandbox.bench import open_bench
from bot.sandbox.operator_tools import operator_scanners
from bot.sandbox.scanners import KNOWN
from bot.sandbox.tiers import Tier
from checks.core.place import RepoPath
from checks.core.scene import Unreadable
from checks.engine.operator_check import Terms, operator_check
from checks.registry import load
from config.environment import home, prefix, read
from config.policy_file import default, parse, tighten
from config.settings import BadSettings, Problem, Settings
from config.tools_file import SETTING, parse_tools
from config.yaml_nodes import BadPolicy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checks.core.contract import Check
    from checks.core.policy import Policy
    from checks.core.scene import Tree
    from config.tools_file import OperatorTool


@cache
def settings() -> Settings:
    """What the environment says. Raises `BadSettings`."""
    return Settings.read(read(), home=home(), prefix=prefix())


def advisory_file() -> Path:
    """Where the advisory store lies."""
    return settings().data_dir / "advisories.db"


def instruments(warn: Callable[[str, Exception], None]) -> Instruments:
    """Checks, engines and advisories. Raises `SandboxUnavailable` and `BadSettings`."""
    knowledge, tools = AdvisoryStore(advisory_file()), operator_tools()
    tier, further = Tier(settings().sandbox_min_tier), operator_scanners(tools)
    bench = open_bench(settings().engines, knowledge.records_for, tier, further)
    return Instruments((*load(), *map(check_of, tools)), bench, knowledge, bench.describe(), warn)


def operator_tools() -> tuple[OperatorTool, ...]:
    """The tools that the operator has added. Raises `BadSettings`, with all that is wrong with their file."""
    told = settings().tools_file
    if told is None:
        return ()
    try:
        raw = told.read_bytes()
    except OSError as error:
        remedy = "Give the path of a file that names tools; see docs/tools.md."
        raise BadSettings((Problem(SETTING, f"cannot be read ({type(error).__name__})", remedy),)) from error
    return parse_tools(raw, frozenset({check.id for check in load()} | KNOWN.keys()))


def check_of(tool: OperatorTool) -> Check:
    """The check that asks the tool."""
    return operator_check(tool.name, Terms(tool.files, tool.sparing, tool.levels, tool.rules, tool.confidence, tool.secrets))


def policy_for(base: Tree) -> tuple[Policy, tuple[str, ...]]:
    """The policy that binds a change: the operator's, tightened by the repository's own file at the base.

    A repository's file that cannot be read changes nothing and is told in a note. Raises `BadPolicy` for the operator's.
    """
    told = settings().policy_file
    floor = parse(told.read_bytes()) if told else default()
    try:
        raw = base.read(RepoPath(POLICY_PATH))
        repository = parse(raw) if raw is not None else None
    except (Unreadable, BadPolicy) as error:
        return tighten(floor).policy, (f"The policy file `{POLICY_PATH}` on the base branch was not applied: {error}",)
    layered = tighten(floor, repository=repository)
    return layered.policy, tuple(f"Not granted: {wish}." for wish in layered.set_aside)
