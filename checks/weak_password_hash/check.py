"""Finds passwords hashed with fast digests."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair
from checks.weak_password_hash.cost import costly_enough, slow_enough

REPAIRS = {
    # The cost is part of what bcrypt stores; with pbkdf2 and scrypt the old hashes have to be checked with the old number.
    "weak-password-hash-few-rounds": Repair(slow_enough, safe=False),
    "weak-password-hash-low-cost": Repair(costly_enough),
}
CHECK = pattern_check("weak-password-hash", Path(__file__).parent / "rules", REPAIRS)
