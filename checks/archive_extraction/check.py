"""Archives whose members choose where they are written."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair, adding

REPAIRS = {
    "archive-extraction-tar": Repair(adding('filter="data"')),
}
CHECK = pattern_check("archive-extraction", Path(__file__).parent / "rules", REPAIRS)
