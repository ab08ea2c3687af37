"""Which access is too much, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    return Rule(f"runtime-access-{name}", title, *weights, remedy, cwe, ("owasp-top10-2021:A05",))


PRIVILEGED = _rule(
    "privileged",
    "A container is privileged",
    (_HIGH, _SURE),
    "CWE-250",
    "Remove it, and grant the one capability or device that is needed.",
)
HOST_PATH = _rule(
    "host-path",
    "A container holds a part of its host",
    (_HIGH, _SURE),
    "CWE-668",
    "Use a volume of its own, or mount the one file, read-only.",
)
HOST_NAMESPACE = _rule(
    "host-namespace",
    "A container shares the network or the processes of its host",
    (_MEDIUM, _SURE),
    "CWE-668",
    "Leave it out, and publish the ports that are needed.",
)
CAPABILITY = _rule(
    "capability",
    "A container gets a capability that leads to the host",
    (_HIGH, _SURE),
    "CWE-250",
    "Drop all capabilities, and add those that are needed one by one.",
)
UNCONFINED = _rule(
    "unconfined", "A container's confinement is switched off", (_MEDIUM, _SURE), "CWE-693", "Leave the runtime's own profile on."
)
ESCALATION = _rule(
    "escalation",
    "Programs in a container may gain rights",
    (_LOW, _SURE),
    "CWE-250",
    "Set `allowPrivilegeEscalation: false`.",
)
ROOT = _rule("root", "A container is told to run as root", (_LOW, _SURE), "CWE-250", "Set `runAsNonRoot: true` and a user's number.")
WILDCARD = _rule(
    "wildcard-role",
    "A role may do everything with everything",
    (_HIGH, _SURE),
    "CWE-269",
    "Name the resources and the verbs that are needed.",
)
ANYBODY = _rule(
    "anybody-bound",
    "A role is given to everybody, or the highest one to a default account",
    (_HIGH, _SURE),
    "CWE-269",
    "Bind the role to the account that needs it.",
)
NO_PASSWORD = _rule(
    "no-password",
    "A data store accepts everybody",
    (_HIGH, _SURE),
    "CWE-306",
    "Set a password from a secret, and leave authentication on.",
)
PUBLISHED = _rule(
    "published-store",
    "A data store or model server is published on every address of its host",
    (_LOW, _LIKELY),
    "CWE-668",
    'Publish it on the loopback address, as in `"127.0.0.1:5432:5432"`, or not at all.',
)
ALL = (PRIVILEGED, HOST_PATH, HOST_NAMESPACE, CAPABILITY, UNCONFINED, ESCALATION, ROOT, WILDCARD, ANYBODY, NO_PASSWORD, PUBLISHED)

SAID = {
    PRIVILEGED: "A process in it has every right that root of the host has: taking the container over is taking the host over.",
    HOST_PATH: "What runs in the container reads and changes `{}` of its host, and with it the host itself.",
    HOST_NAMESPACE: "With `{}` the container sees what only its host should: other processes, or services that listen on the host alone.",
    CAPABILITY: "`{}` is enough to leave the container or to listen to its neighbours.",
    UNCONFINED: "`{}` lets the container make every system call: defects of the kernel that the runtime's profile hides are in reach.",
    ESCALATION: "A program with the set-user-id bit gives a process that was taken over the rights of its owner.",
    ROOT: "Root in a container is a shorter way out of it, and owns every file in it.",
    WILDCARD: "Whoever holds this role, or takes a process over that does, owns the {}.",
    ANYBODY: "`{}` then has the rights of `{}` without any login of its own.",
    NO_PASSWORD: "With `{}` whoever reaches its port reads and changes everything in it.",
    PUBLISHED: "`{}` can be reached from every network that the host is in.",
}
