"""A web server that is started with its debugger on, or reachable from everywhere while it is."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, setting

REPAIRS = {
    "debug-server-setting": Repair(setting(("debug", "True", "False"), ("DEBUG", "True", "False"))),
}
CHECK = pattern_check("debug-server", Path(__file__).parent / "rules", REPAIRS)
