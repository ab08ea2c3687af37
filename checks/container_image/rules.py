"""What can be wrong with how an image is built, and what is said about it."""

from __future__ import annotations

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

_LOW, _MEDIUM, _HIGH = Severity.LOW, Severity.MEDIUM, Severity.HIGH
_MAYBE, _LIKELY, _SURE = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
_FRAMEWORKS = ("owasp-top10-2021:A05",)
_SUPPLY = ("owasp-top10-2021:A08",)


def _rule(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, remedy: str) -> Rule:
    frameworks = _SUPPLY if cwe in {"CWE-494", "CWE-1104", "CWE-1357"} else _FRAMEWORKS
    return Rule(f"container-image-{name}", title, *weights, remedy, cwe, frameworks)


END_OF_LIFE = _rule(
    "end-of-life",
    "The image gets no more repairs",
    (_MEDIUM, _SURE),
    "CWE-1104",
    "Move to a release that is still maintained.",
)
MOVING_TAG = _rule(
    "moving-tag",
    "The image is whatever is newest",
    (_MEDIUM, _SURE),
    "CWE-1357",
    "Name a release, best with its digest: `name:release@sha256:…`.",
)
NO_DIGEST = _rule(
    "no-digest",
    "The base image is not pinned by its digest",
    (_LOW, _SURE),
    "CWE-1357",
    "Add the digest: `name:release@sha256:…`. Dependabot and Renovate keep it current.",
)
PIPED_SCRIPT = _rule(
    "piped-script",
    "A downloaded script is run unseen",
    (_HIGH, _LIKELY),
    "CWE-494",
    "Download it, compare its digest with one in this file, then run it; or take the program from a package.",
)
UNVERIFIED = _rule(
    "unverified-download",
    "A download is not verified",
    (_MEDIUM, _SURE),
    "CWE-295",
    "Leave the verification on, and install the certificate that is missing.",
)
REMOTE_ADD = _rule(
    "remote-add",
    "A remote file is added without its digest",
    (_MEDIUM, _LIKELY),
    "CWE-494",
    "Use `ADD --checksum=sha256:…`, or download it in a step that compares its digest.",
)
SECRET = _rule(
    "secret",
    "A credential is written into the image",
    (_HIGH, _LIKELY),
    "CWE-798",
    "Withdraw it, and pass the next one when the container starts, or with `RUN --mount=type=secret` while it is built.",
)
WORLD_WRITABLE = _rule(
    "world-writable",
    "Files of the image may be changed by every user in it",
    (_LOW, _LIKELY),
    "CWE-732",
    "Give the files to the user that needs to write them.",
)
ROOT = _rule(
    "root",
    "The container runs as root",
    (_MEDIUM, _LIKELY),
    "CWE-250",
    "End with `USER` and a user without rights.",
)
SUDO = _rule(
    "sudo",
    "The image is built with sudo",
    (_LOW, _SURE),
    "CWE-250",
    "Switch with `USER`; leave sudo out of the image.",
)
MODEL = _rule(
    "unpinned-model",
    "A model is fetched from a branch",
    (_MEDIUM, _LIKELY),
    "CWE-1357",
    "Name the commit: `--revision` with its forty digits, or the same in the address instead of the branch.",
)
ALL = (END_OF_LIFE, MOVING_TAG, NO_DIGEST, MODEL, PIPED_SCRIPT, UNVERIFIED, REMOTE_ADD, SECRET, WORLD_WRITABLE, ROOT, SUDO)

SAID = {
    PIPED_SCRIPT: "Whoever answers for that address, now or at any later build, runs commands in this image.",
    UNVERIFIED: "With the verification off, whoever sits between the build and the server decides what is installed.",
    REMOTE_ADD: "The build takes whatever that address gives on the day, and nobody notices when it is something else.",
    SECRET: "The value is in this repository, and in a layer of every image that is built from it, where `docker history` shows it.",
    MODEL: "Whoever may write to that repository decides what model, and what code that comes with it, is in the next image.",
    WORLD_WRITABLE: "A process that was taken over, whatever its user, can replace these files.",
    ROOT: "The last `USER` is root: a process that is taken over has every right in the container, and a shorter way out of it.",
    SUDO: "sudo in an image gives a process that was taken over the way to root.",
}
