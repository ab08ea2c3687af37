"""Outside input that becomes part of the text of an SQL statement."""

from pathlib import Path

from checks.semgrep.pattern_check import pattern_check
from checks.semgrep.repair import Repair
from checks.sql_injection.parameters import parameterised

REPAIRS = {
    "sql-injection-request": Repair(parameterised),
    "sql-injection-function-argument": Repair(parameterised),
}
CHECK = pattern_check("sql-injection", Path(__file__).parent / "rules", REPAIRS)
