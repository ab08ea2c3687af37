"""Finds HTTP calls without a time limit."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, adding, setting

REPAIRS = {
    "missing-timeout-requests": Repair(adding("timeout=10")),
    "missing-timeout-disabled": Repair(setting(("timeout", "None", "10"), ("total", "None", "60"))),
}
CHECK = pattern_check("missing-timeout", Path(__file__).parent / "rules", REPAIRS)
