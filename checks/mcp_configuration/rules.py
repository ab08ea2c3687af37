"""Which set-ups of servers are told, and what is said about them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-llm-2025:LLM03", "owasp-llm-2026:LLM04", "owasp-asi-2026:ASI04", "mitre-atlas:AML.T0010.005")
_MEDIUM, _HIGH = Severity.MEDIUM, Severity.HIGH
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"mcp-configuration-{name}", title, *weights, remedy, cwe, _FRAMEWORKS)


DOWNLOAD = _rule(
    "download", "A server is started by running what is downloaded at that moment", (_HIGH, _SURE), "CWE-494",
    "Start a program of the repository, or a package with an exact version.",
)
SCRIPT = _rule(
    "inline-script", "A server is started by a script inside its command", (_MEDIUM, _LIKELY), "CWE-78",
    "Name the program and its arguments, or a script of the repository that can be reviewed.",
)
UNPINNED = _rule(
    "unpinned", "A server's package or image may be another one at every start", (_MEDIUM, _SURE), "CWE-829",
    "Name an exact version of the package, or the digest of the image.",
)
CLEARTEXT = _rule(
    "cleartext", "A server is called without encryption", (_HIGH, _SURE), "CWE-319",
    "Use an address that begins with `https://`.",
)
SECRET = _rule(
    "secret", "A server's settings hold a credential", (_HIGH, _LIKELY), "CWE-798",
    "Revoke it, and refer to a variable of the environment or to an input of the agent.",
)
HOST = _rule(
    "host-access", "A server's container holds its host", (_HIGH, _SURE), "CWE-250",
    "Mount the one folder that the server needs, read-only if that is enough.",
)
ENVIRONMENT = _rule(
    "environment", "A server's environment loads code or switches protection off", (_HIGH, _SURE), "CWE-426",
    "Remove the variable.",
)
CHANGED = _rule(
    "changed", "A server that was approved under this name is another one now", (_HIGH, _LIKELY), "CWE-494",
    "Look at the new server as at a new one, and have it approved again; agents that ask only for new names do not.",
)
ALL = (DOWNLOAD, SCRIPT, UNPINNED, CLEARTEXT, SECRET, HOST, ENVIRONMENT, CHANGED)

SAID = {
    DOWNLOAD: "Whoever opens the project with an agent runs what the address of `{}` serves at that moment, and nobody has looked at it.",
    SCRIPT: "The command of `{}` is a program of its own: what an agent asks people to approve is a name, not this text.",
    UNPINNED: "`{}` runs `{}` without an exact version: what was reviewed today need not be what starts tomorrow.",
    CLEARTEXT: "What is said to `{}`, and the descriptions that it gives the model, can be read and changed by everybody on the way.",
    SECRET: "The settings of `{}` hold a value under `{}` that looks like a credential. It is in the git history from here on.",
    HOST: "With `{}` the server `{}` reads and changes its host: a model that is talked into something does so through it.",
    ENVIRONMENT: "With `{}` in the environment of `{}` another program or none of the usual protection starts with the server.",
    CHANGED: "`{}` {}. People who approved the name before are not asked again by every agent.",
}
