"""Outside input that becomes part of a command line run by a shell or decides which program runs."""

from pathlib import Path

from checks.command_injection.argument_list import without_shell
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair

REPAIRS = {
    "command-injection-shell": Repair(without_shell),
    "command-injection-function-argument": Repair(without_shell),
    "command-injection-operator-input": Repair(without_shell),
}
CHECK = pattern_check("command-injection", Path(__file__).parent / "rules", REPAIRS)
