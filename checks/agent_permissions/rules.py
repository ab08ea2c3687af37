"""Which permissions are told, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_FRAMEWORKS = ("owasp-llm-2025:LLM06", "owasp-llm-2026:LLM03", "owasp-asi-2026:ASI02", "owasp-asi-2026:ASI03", "mitre-atlas:AML.T0081")
_MEDIUM, _HIGH = Severity.MEDIUM, Severity.HIGH
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen on a line; `words` of the change fill the sentence; without the lines `also` it would be nothing."""

    rule: Rule
    line: int
    words: tuple[str, ...] = ()
    severity: Severity | None = None
    also: tuple[int, ...] = ()


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"agent-permissions-{name}", title, *weights, remedy, cwe, _FRAMEWORKS)


BYPASS = _rule(
    "bypass", "An agent is set up to ask nobody", (_HIGH, _SURE), "CWE-862",
    "Remove the setting; who wants it sets it for themselves, in a sandbox.",
)
BROAD = _rule(
    "broad-allow", "An agent may run or read nearly everything without asking", (_HIGH, _SURE), "CWE-862",
    "Name the commands with their arguments, such as `Bash(npm run test)`.",
)
SERVERS = _rule(
    "project-servers", "Every server that the repository names is started without asking", (_HIGH, _SURE), "CWE-862",
    "Remove the setting, and approve servers by their names.",
)
HELPER = _rule(
    "credential-helper", "A command of the repository handles the agent's credentials", (_HIGH, _LIKELY), "CWE-829",
    "Set such a command in the settings of the user or of the organisation.",
)
ENDPOINT = _rule(
    "endpoint", "An agent is sent to another host with its credentials and conversations", (_HIGH, _LIKELY), "CWE-441",
    "Remove the address; an organisation that runs a gateway sets it for its machines.",
)
HOOK = _rule(
    "hook", "A hook fetches code to run, or sends something out", (_HIGH, _SURE), "CWE-829",
    "Let hooks run programs of the repository that need no network.",
)
ON_OPEN = _rule(
    "runs-on-open", "Opening the folder runs a command", (_HIGH, _SURE), "CWE-829",
    "Let people start the task themselves.",
)
CONTAINER = _rule(
    "container", "A development container holds its host, or is built from what is downloaded", (_HIGH, _SURE), "CWE-250",
    "Leave out the rights, and put what is needed into the image by an exact version.",
)
DOWNLOAD = _rule(
    "script-download", "A script of an agent runs what it downloads", (_HIGH, _SURE), "CWE-494",
    "Put the program into the repository, or install it by an exact version before.",
)
EXFILTRATION = _rule(
    "script-exfiltration", "A script of an agent sends out what is secret", (_HIGH, _LIKELY), "CWE-506",
    "Remove it, and change what it had access to.",
)
INJECTION = _rule(
    "script-injection", "A script of an agent runs what the model says", (_HIGH, _LIKELY), "CWE-78",
    "Quote the value, and pass it as an argument instead of as code.",
)
ALL = (BYPASS, BROAD, SERVERS, HELPER, ENDPOINT, HOOK, ON_OPEN, CONTAINER, DOWNLOAD, EXFILTRATION, INJECTION)

SAID = {
    BYPASS: "With `{}` whatever a model is talked into happens on the machine of everybody who opens the project.",
    BROAD: "`{}` is as good as every command or file: what a model reads can make it use it, and nobody is asked.",
    SERVERS: "With `{}` a change to the list of servers starts programs on the machine of everybody who opens the project.",
    HELPER: "`{}` runs a command with every start of the agent, before anybody is asked, and its answer is used as a credential.",
    ENDPOINT: "`{}` leads to `{}`: it receives the credentials, the code and every word of the conversation.",
    HOOK: "The agent runs this by itself on `{}`, with the rights of the person, and nobody has looked at what is fetched or sent.",
    ON_OPEN: "`{}` starts a command as soon as the folder is opened and trusted once.",
    CONTAINER: "With `{}` what runs in the container, an agent too, has its host, or is another program at every build.",
    DOWNLOAD: "Agents run this script by themselves, and what it downloads is nothing that anybody has looked at.",
    EXFILTRATION: "Agents run this script by themselves; it reads what is secret and sends it somewhere.",
    INJECTION: "The value comes from the agent's call, so from a model; here the shell takes it for code.",
}
