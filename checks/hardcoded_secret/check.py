"""Finds passwords, keys and tokens assigned as literals."""

from pathlib import Path

from checks.hardcoded_secret.environment import from_the_environment
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair

REPAIRS = {
    # The value has to be put there, and the one in the code withdrawn.
    "hardcoded-secret-assignment": Repair(from_the_environment, safe=False),
    "hardcoded-secret-session-key": Repair(from_the_environment, safe=False),
}
CHECK = pattern_check("hardcoded-secret", Path(__file__).parent / "rules", REPAIRS)
