"""Finds tokens and passwords made with a generator that is not cryptographic."""

from pathlib import Path

from checks.predictable_random.generator import from_the_system
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, renaming

REPAIRS = {
    "predictable-random-secret-value": Repair(from_the_system),
    "predictable-random-secret-function": Repair(from_the_system),
    "predictable-random-uuid": Repair(renaming({"uuid.uuid1": "uuid.uuid4"})),
}
CHECK = pattern_check("predictable-random", Path(__file__).parent / "rules", REPAIRS)
