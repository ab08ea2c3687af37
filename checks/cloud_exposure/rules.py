"""Which descriptions of resources are dangerous, and what is said about them."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
_LIKELY, _SURE = Confidence.MEDIUM, Confidence.HIGH


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str, *, owasp: str = "A05") -> Rule:
    return Rule(f"cloud-exposure-{name}", title, *weights, remedy, cwe, (f"owasp-top10-2021:{owasp}",))


PUBLIC_STORAGE = _rule(
    "public-storage",
    "Everybody may read a storage bucket",
    (_HIGH, _SURE),
    "CWE-732",
    "Make it private, and serve what is meant for everybody through a content network or signed addresses.",
    owasp="A01",
)
PUBLIC_ALLOWED = _rule(
    "public-allowed",
    "The guard against public storage is switched off",
    (_MEDIUM, _SURE),
    "CWE-732",
    "Leave the guard on; one bucket that is meant for everybody deserves an account of its own.",
    owasp="A01",
)
PUBLIC_POLICY = _rule(
    "public-policy",
    "A policy lets everybody in",
    (_HIGH, _SURE),
    "CWE-284",
    "Name the accounts or roles, or add a condition on the organisation or network.",
    owasp="A01",
)
OPEN_ADMIN = _rule(
    "open-admin-port",
    "A port for administration is open to the internet",
    (_HIGH, _SURE),
    "CWE-284",
    "Allow the network that administrators come from, or use the cloud's own session service.",
)
OPEN_STORE = _rule(
    "open-store-port",
    "A data store or model server is open to the internet",
    (_HIGH, _SURE),
    "CWE-668",
    "Allow the network or the security group of the programs that use it.",
)
OPEN_ALL = _rule(
    "open-all-ports",
    "All ports are open to the internet",
    (_HIGH, _SURE),
    "CWE-284",
    "Allow the ports that are needed from where they are needed.",
)
WILDCARD = _rule(
    "wildcard-policy",
    "A role may do everything",
    (_HIGH, _SURE),
    "CWE-269",
    "Name the actions and the resources that are needed.",
    owasp="A01",
)
WILDCARD_SERVICE = _rule(
    "wildcard-service",
    "A role may do everything with all of a service",
    (_MEDIUM, _SURE),
    "CWE-269",
    "Name the actions that are needed, and the resources by their addresses.",
    owasp="A01",
)
PASS_ROLE = _rule(
    "pass-role",
    "A role may hand any other role to a service",
    (_MEDIUM, _SURE),
    "CWE-269",
    "Name the roles that may be handed over, and the service by the condition `iam:PassedToService`.",
    owasp="A01",
)
NOT_ACTION = _rule(
    "not-action",
    "A role may do everything but what is listed",
    (_MEDIUM, _SURE),
    "CWE-269",
    "List what is allowed with `Action`; use `NotAction` only to deny.",
    owasp="A01",
)
PUBLIC_DATABASE = _rule(
    "public-database",
    "A database can be reached from the internet",
    (_HIGH, _SURE),
    "CWE-668",
    "Keep it in the private network, and reach it from there.",
)
PASSWORD = _rule(
    "database-password",
    "A data store's password is written into its description",
    (_HIGH, _SURE),
    "CWE-798",
    "Change it, and let the cloud's secret store make and hold the next one.",
    owasp="A07",
)
ENCRYPTION_OFF = _rule(
    "encryption-off",
    "Encryption is switched off",
    (_MEDIUM, _SURE),
    "CWE-311",
    "Switch it on; it costs nothing that anybody notices.",
    owasp="A02",
)
PLAIN_LISTENER = _rule(
    "plaintext-listener",
    "Clients are served without encryption",
    (_MEDIUM, _LIKELY),
    "CWE-319",
    "Serve HTTPS, and let HTTP only redirect to it.",
    owasp="A02",
)
OLD_TLS = _rule(
    "old-tls",
    "Old versions of TLS are accepted",
    (_MEDIUM, _SURE),
    "CWE-327",
    "Demand TLS 1.2 at least.",
    owasp="A02",
)
METADATA = _rule(
    "instance-metadata",
    "Instances hand out their credentials without a token",
    (_MEDIUM, _SURE),
    "CWE-918",
    'Set `http_tokens = "required"`.',
    owasp="A10",
)
ROTATION_OFF = _rule("key-rotation-off", "A key is never replaced", (_LOW, _SURE), "CWE-324", "Switch its rotation on.", owasp="A02")
LOGGING_OFF = _rule("logging-off", "The record of what happens is switched off", (_MEDIUM, _SURE), "CWE-778", "Leave it on.", owasp="A09")
PUBLIC_CLUSTER = _rule(
    "public-cluster",
    "A cluster's control plane is open to the internet",
    (_MEDIUM, _SURE),
    "CWE-668",
    "List the networks that administrators come from, or keep the endpoint private.",
)
PUBLIC_FUNCTION = _rule(
    "public-function",
    "Everybody may call a function",
    (_MEDIUM, _LIKELY),
    "CWE-306",
    "Demand the cloud's own authentication, or put a gateway in front that does.",
    owasp="A01",
)
NOTEBOOK_OPEN = _rule(
    "open-notebook",
    "A notebook reaches the internet past the network",
    (_MEDIUM, _SURE),
    "CWE-668",
    "Put it into a subnet of yours without direct access, and let it out through what you watch.",
)
NOTEBOOK_ROOT = _rule(
    "notebook-root", "Users of a notebook are root on its machine", (_LOW, _SURE), "CWE-250", 'Set `root_access = "Disabled"`.'
)
PUBLIC_MODEL = _rule(
    "public-model-service",
    "A model or vector service is open to every network",
    (_MEDIUM, _SURE),
    "CWE-668",
    "Reach it through a private endpoint, or list the networks that may.",
)
ALL = (
    *(PUBLIC_STORAGE, PUBLIC_ALLOWED, PUBLIC_POLICY, OPEN_ADMIN, OPEN_STORE, OPEN_ALL, WILDCARD, WILDCARD_SERVICE, PASS_ROLE, NOT_ACTION),
    *(PUBLIC_DATABASE, PASSWORD, ENCRYPTION_OFF, PLAIN_LISTENER, OLD_TLS, METADATA, ROTATION_OFF, LOGGING_OFF, PUBLIC_CLUSTER),
    *(PUBLIC_FUNCTION, NOTEBOOK_OPEN, NOTEBOOK_ROOT, PUBLIC_MODEL),
)

SAID = {
    PUBLIC_STORAGE: "`{}` lets whoever knows or guesses the name read what lies there, and some settings let them write it.",
    PUBLIC_ALLOWED: "With `{}` here, one wrong policy or object list is enough to publish the data: nothing stops it any more.",
    PUBLIC_POLICY: "This allows `{}` to anybody who has an account with the cloud, or none at all, and no condition narrows it.",
    OPEN_ADMIN: "Port {} is open to `{}`: it is found within minutes, and then only a password or key stands in the way.",
    OPEN_STORE: "Port {} is open to `{}`: such services are made for networks in which everybody is trusted, and many ask for no password.",
    OPEN_ALL: "Everything that listens here, now or later, is open to `{}`.",
    WILDCARD: "`{}` on every resource is the whole account: whoever takes over what holds this role owns it.",
    WILDCARD_SERVICE: "`{}` on every resource reaches the data of all teams and includes deleting it and changing who may use it.",
    PASS_ROLE: "Whoever holds this may start a machine or function with the highest role there is, and so has that role.",
    NOT_ACTION: "`NotAction` with `Allow` grants whatever is not listed, also services that do not exist yet.",
    PUBLIC_DATABASE: "`{}` gives the database an address that everybody can reach; a password or a defect is then all that is left.",
    PASSWORD: "The value stands in the repository and in its history, in the state file and in the cloud's own record of deployments.",
    ENCRYPTION_OFF: "`{}` leaves the data readable to whoever gets hold of the disk, a snapshot or the connection.",
    PLAIN_LISTENER: "`{}` serves what is asked for, sessions and all, to everybody on the way.",
    OLD_TLS: "`{}` accepts versions of TLS with known defects, so that an attacker on the way may choose the weakest.",
    METADATA: "A server-side request forgery in anything on this machine reads its credentials; version 2 with its token stops that.",
    ROTATION_OFF: "A key that got out is good forever.",
    LOGGING_OFF: "`{}`: nobody will be able to say what an intruder did.",
    PUBLIC_CLUSTER: "`{}` may reach the interface that governs the cluster: a leaked credential or a defect in it is enough from anywhere.",
    PUBLIC_FUNCTION: "Whoever finds the address can call it, as often as they like and at your cost.",
    NOTEBOOK_OPEN: "A notebook runs whatever packages and models its users fetch; here the data it holds can leave unseen.",
    NOTEBOOK_ROOT: "Code in a notebook, also that of a model or package, can change the machine for whoever uses it next.",
    PUBLIC_MODEL: "`{}`: whoever has a key, or finds a way around it, reaches the model or the documents from anywhere.",
}
