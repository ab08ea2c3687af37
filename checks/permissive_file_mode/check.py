"""Finds file modes that open a file to everybody."""

from pathlib import Path

from checks.permissive_file_mode.mode import masked, owner_only
from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair

REPAIRS = {
    "permissive-file-mode-world-writable": Repair(owner_only),
    "permissive-file-mode-umask": Repair(masked),
}
CHECK = pattern_check("permissive-file-mode", Path(__file__).parent / "rules", REPAIRS)
