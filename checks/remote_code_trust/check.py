"""Finds model loading that runs Python shipped in the model's repository."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, setting

REPAIRS = {
    "remote-code-trust-setting": Repair(
        setting(
            ("trust_remote_code", "True", "False"),
            *((name, value, '"0"') for name in ("HF_DATASETS_TRUST_REMOTE_CODE", "TRUST_REMOTE_CODE") for value in ('"1"', '"true"')),
        )
    ),
}
CHECK = pattern_check("remote-code-trust", Path(__file__).parent / "rules", REPAIRS)
