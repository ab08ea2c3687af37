"""Finds model loaders that execute what the weights file asks for."""

from pathlib import Path

from checks.deployment.deployment_check import with_deployment
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, adding, setting
from checks.unsafe_model_loading import configured
from checks.unsafe_model_loading.torch_version import knowing_the_version

REPAIRS = {
    "unsafe-model-loading-torch-renamed": Repair(adding("weights_only=True")),
    "unsafe-model-loading-torch-guard-disabled": Repair(setting(("weights_only", "False", "True"))),
    "unsafe-model-loading-keras": Repair(setting(("safe_mode", "False", "True"))),
    # The loader then refuses what it loaded until now: the index has to be built anew.
    "unsafe-model-loading-permissive-flag": Repair(
        setting(("allow_dangerous_deserialization", "True", "False"), ("trusted", "True", "[]")), safe=False
    ),
}
_CODE = pattern_check("unsafe-model-loading", Path(__file__).parent / "rules", REPAIRS)
CHECK = with_deployment(knowing_the_version(_CODE), (configured.CONFIGURED,), configured.WORDS, configured.look)
