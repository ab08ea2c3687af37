"""Finds hub downloads that are not fixed to a commit."""

from pathlib import Path

from checks.deployment.deployment_check import with_deployment
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair
from checks.unpinned_model import commands
from checks.unpinned_model.digest import digest_checked

REPAIRS = {
    "unpinned-model-unverified-download": Repair(digest_checked),
}
_CODE = pattern_check("unpinned-model", Path(__file__).parent / "rules", REPAIRS)
CHECK = with_deployment(_CODE, (commands.BRANCH, commands.WEIGHTS), commands.WORDS, commands.look)
