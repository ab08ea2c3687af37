"""Finds token decoding that skips or weakens the signature check."""

from pathlib import Path

from checks.jwt_verification.decoding import verified, without_none
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, setting

REPAIRS = {
    "jwt-verification-disabled": Repair(verified),
    "jwt-verification-none-algorithm": Repair(without_none),
    "jwt-verification-expiry-ignored": Repair(setting(("verify_exp", "False", "True"))),
}
CHECK = pattern_check("jwt-verification", Path(__file__).parent / "rules", REPAIRS)
