"""Finds deserialisers that run code chosen by whoever wrote the bytes."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, either, renaming, setting
from checks.semgrep.second_look.calls import constant_argument

REPAIRS = {
    "unsafe-deserialisation-numpy": Repair(setting(("allow_pickle", "True", "False"))),
    "unsafe-deserialisation-yaml-loader": Repair(
        either(
            renaming(
                {
                    **{f"yaml.{name}": "yaml.SafeLoader" for name in ("Loader", "UnsafeLoader", "CLoader", "CUnsafeLoader")},
                    **{f"ruamel.yaml.{name}": "ruamel.yaml.SafeLoader" for name in ("Loader", "UnsafeLoader")},
                }
            ),
            renaming({"yaml.load_all": "yaml.safe_load_all", "yaml.unsafe_load_all": "yaml.safe_load_all", "unsafe_load": "safe_load"}),
            setting(("typ", '"unsafe"', '"safe"')),
        )
    ),
}
# What a program wrote itself, it may read.
LOADING = [f"unsafe-deserialisation-{name}" for name in ("pickle", "marshal", "yaml-load", "yaml-loader", "jsonpickle")]
CHECK = pattern_check("unsafe-deserialisation", Path(__file__).parent / "rules", REPAIRS, dict.fromkeys(LOADING, constant_argument))
