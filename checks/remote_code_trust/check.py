"""Finds model loading that runs Python shipped in the model's repository."""

from pathlib import Path

from checks.deployment.deployment_check import with_deployment
from checks.remote_code_trust import configured
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
_CODE = pattern_check("remote-code-trust", Path(__file__).parent / "rules", REPAIRS)
CHECK = with_deployment(_CODE, (configured.FLAG, configured.CONFIGURED), configured.WORDS, configured.look)
