"""What a notebook can do besides its code, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"notebook-hygiene-{name}", title, *weights, remedy, cwe)


PIPED = _rule(
    "piped-script", "A cell runs a downloaded script unseen", (_HIGH, _SURE), "CWE-494",
    "Download the script, compare its digest with one in the notebook, then run it; or install a package with an exact version.",
)
PLAIN_INDEX = _rule(
    "plain-index", "A cell installs packages from a server that is not verified", (_HIGH, _SURE), "CWE-319",
    "Use an address that begins with `https://`, and leave `--trusted-host` out.",
)
UNPINNED = _rule(
    "unpinned-package", "A cell installs whatever is newest", (_LOW, _SURE), "CWE-1357",
    "Name exact versions (`name==1.2.3`), or install a requirements file with hashes.",
)
HIDDEN = _rule(
    "hidden-code", "A hidden cell runs encoded or downloaded code", (_HIGH, _SURE), "CWE-506",
    "Show the cell and write its code out, or remove it; look at what it has done where the notebook was run.",
)
SCRIPT = _rule(
    "foreign-script", "A saved result brings a script", (_MEDIUM, _LIKELY), "CWE-829",
    "Clear the result before the notebook is committed, for instance with nbstripout.",
)
PICKLE = _rule(
    "pickled-result", "A saved result holds a pickle", (_MEDIUM, _LIKELY), "CWE-502",
    "Clear the results and the state of widgets before the notebook is committed.",
)
ALL = (PIPED, PLAIN_INDEX, UNPINNED, HIDDEN, SCRIPT, PICKLE)

SAID = {
    PIPED: "Whoever answers for that address on the day runs commands with the rights of everybody who runs this notebook.",
    PLAIN_INDEX: "Everybody on the way can put another package in the place of the one that is asked for, and its code runs at once.",
    UNPINNED: "`{}` is another release tomorrow, so that the notebook runs what nobody has seen with it.",
    HIDDEN: "Readers do not see this cell, and what it runs cannot be read in it either.",
    SCRIPT: "{} Where the notebook is trusted or published as a page, it runs with the rights of whoever looks at it.",
    PICKLE: "It is loaded by whatever restores the result, and loading a pickle can run any code.",
}
