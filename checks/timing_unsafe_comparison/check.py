"""Finds secret values compared with the equality operator."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair
from checks.timing_unsafe_comparison.digests import in_constant_time

REPAIRS = {
    # It raises for None and for text beyond ASCII, where the operator only says no.
    "timing-unsafe-comparison-mac": Repair(in_constant_time, safe=False),
    "timing-unsafe-comparison-secret": Repair(in_constant_time, safe=False),
}
CHECK = pattern_check("timing-unsafe-comparison", Path(__file__).parent / "rules", REPAIRS)
