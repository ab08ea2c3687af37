"""Finds agent tools and executors that run model-written code on the host."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, setting

REPAIRS = {
    "agent-tool-execution-local-executor": Repair(setting(("use_docker", "False", "True"))),
    # An agent without the flag may refuse to start, and one that asks needs somebody to answer.
    "agent-tool-execution-dangerous-flag": Repair(
        setting(
            *((f"allow_dangerous_{what}", "True", "False") for what in ("code", "requests", "tools")),
            ("code_execution_mode", '"unsafe"', '"safe"'),
        ),
        safe=False,
    ),
    "agent-tool-execution-no-approval": Repair(
        setting(("human_input_mode", '"NEVER"', '"ALWAYS"'), ("permission_mode", '"bypassPermissions"', '"default"')), safe=False
    ),
}
CHECK = pattern_check("agent-tool-execution", Path(__file__).parent / "rules", REPAIRS)
