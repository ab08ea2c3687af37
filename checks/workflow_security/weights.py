"""The rules we take over from zizmor: our words for each, and what each is worth to the people who read them."""

from __future__ import annotations

import re

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.engine.engine_check import Known, Weighed, as_ruled

# Whoever could move their tags owns the machines that run the workflow anyway.
_HOST_OWNED = re.compile(r"uses:\s*[\"']?(?:actions|github)/")
_WRITES = re.compile(r"\bwrite(?:-all)?\b")


def _known(name: str, title: str, weights: tuple[Severity, Confidence], cwe: str, said: tuple[str, str]) -> Known:
    message, remedy = said
    return Known(Rule(f"workflow-security-{name}", title, *weights, remedy, cwe, ("owasp-cicd-top10:CICD-SEC-4",)), message)


_HIGH, _MEDIUM = Severity.HIGH, Severity.MEDIUM
_SURE, _LIKELY, _MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW

KNOWN = {
    "zizmor/template-injection": _known(
        "template-injection",
        "Untrusted text is expanded into a script",
        (_HIGH, _SURE),
        "CWE-94",
        (
            (
                "The expression is put into the script's text before it runs: whoever chooses its value, such as a title or a branch name, "
                "runs commands with this job's token and secrets."
            ),
            'Put the value into an `env:` entry and use the variable, in quotes, as in `"$TITLE"`.',
        ),
    ),
    "zizmor/dangerous-triggers": _known(
        "dangerous-trigger",
        "The workflow runs with secrets for anybody's change",
        (_MEDIUM, _LIKELY),
        "CWE-269",
        (
            (
                "This trigger runs the workflow with the repository's secrets and a token that may write, also when a stranger set it off. "
                "It is safe only as long as no step touches anything that stranger wrote."
            ),
            "Use `pull_request`, and leave what needs a secret to a workflow that never reads the change's files or artefacts.",
        ),
    ),
    "zizmor/excessive-permissions": _known(
        "excessive-permissions",
        "The job's token may do more than it needs",
        (_HIGH, _SURE),
        "CWE-250",
        (
            "The job's token has more rights than the job shows a need for; a defect in any of its steps then reaches them all.",
            "Set `permissions: {}` for the workflow and grant each job what it uses.",
        ),
    ),
    "zizmor/unpinned-uses": _known(
        "unpinned-action",
        "An action is named by a tag or branch",
        (_MEDIUM, _SURE),
        "CWE-829",
        (
            "A tag or branch can be moved at any time: whoever takes over the action's repository runs in this job from then on.",
            "Name the commit by its full hash, and the version in a comment behind it.",
        ),
    ),
    "zizmor/unpinned-images": _known(
        "unpinned-image",
        "A job's container image is not fixed",
        (_MEDIUM, _LIKELY),
        "CWE-829",
        (
            "The image behind this name can be exchanged at any time, and the job runs in whatever is there then.",
            "Name the image by its digest, as in `name@sha256:…`.",
        ),
    ),
    "zizmor/artipacked": _known(
        "persisted-credentials",
        "The checkout leaves the token in the working folder",
        (_MEDIUM, _MAYBE),
        "CWE-522",
        (
            "The token stays in the checkout's git settings, where every later step and every uploaded artefact can take it from.",
            "Set `persist-credentials: false` where no later step pushes.",
        ),
    ),
    "zizmor/cache-poisoning": _known(
        "cache-poisoning",
        "A release is built from a shared cache",
        (_HIGH, _MAYBE),
        "CWE-349",
        (
            "The job publishes, and restores a cache that other workflows may have written: what they put there goes into the release.",
            "Build releases without a cache.",
        ),
    ),
    "zizmor/github-env": _known(
        "environment-file",
        "Untrusted text may reach the environment of later steps",
        (_HIGH, _LIKELY),
        "CWE-94",
        (
            (
                "What is written to this file becomes the environment or the PATH of later steps: a line break in a value of others "
                "sets any variable, and some of those run commands."
            ),
            "Hand the value over as a step's output, and never write what others choose to these files.",
        ),
    ),
    "zizmor/insecure-commands": _known(
        "insecure-commands",
        "Commands in a step's output are obeyed",
        (_HIGH, _SURE),
        "CWE-94",
        (
            "With this setting whatever a step prints can set variables of the environment and the PATH.",
            "Remove it, and write to the files that `GITHUB_ENV` and `GITHUB_PATH` name.",
        ),
    ),
    "zizmor/hardcoded-container-credentials": _known(
        "container-credentials",
        "A registry's password is written into the workflow",
        (_HIGH, _SURE),
        "CWE-798",
        (
            "Everybody who can read the repository can read this password, in its history as well.",
            "Read it from `secrets`, and revoke the one that was written down.",
        ),
    ),
    "zizmor/bot-conditions": _known(
        "spoofable-actor",
        "A condition trusts the name of who acted last",
        (_HIGH, _LIKELY),
        "CWE-290",
        (
            (
                "The actor is whoever caused the latest event: a bot that can be made to act on somebody else's pull request passes this "
                "condition for them."
            ),
            "Compare `github.event.pull_request.user.login`, who opened it.",
        ),
    ),
    "zizmor/overprovisioned-secrets": _known(
        "all-secrets",
        "A step is given all secrets there are",
        (_MEDIUM, _SURE),
        "CWE-200",
        (
            "The whole of the secrets is handed over where one or two are meant; whatever the step runs can read all of them.",
            "Name each secret that the step needs.",
        ),
    ),
    "zizmor/secrets-inherit": _known(
        "inherited-secrets",
        "A called workflow inherits all secrets",
        (_MEDIUM, _LIKELY),
        "CWE-200",
        (
            "The called workflow gets every secret of this repository, also those that it does not need.",
            "Name the secrets it needs below `secrets:`.",
        ),
    ),
    "zizmor/unredacted-secrets": _known(
        "unredacted-secret",
        "A part of a secret escapes redaction",
        (_MEDIUM, _SURE),
        "CWE-532",
        (
            "Logs hide a secret as a whole. What is taken out of it by `fromJSON` is unknown to them and is shown.",
            "Keep each value as a secret of its own.",
        ),
    ),
    "zizmor/unsound-condition": _known(
        "unsound-condition",
        "A condition is always true",
        (_HIGH, _SURE),
        "CWE-571",
        (
            "Text stands around the expression, so that the condition is a text that is not empty: it always holds, whatever it says.",
            "Let the condition be one expression and nothing else; write `if: |` as `if: |-`.",
        ),
    ),
    "zizmor/unsound-contains": _known(
        "unsound-contains",
        "A condition looks for a part of a text",
        (_MEDIUM, _SURE),
        "CWE-697",
        (
            "`contains` on a text finds parts of words: a branch that is named like a part of the allowed names passes.",
            "Compare with `==`, or give `contains` a list by `fromJSON`.",
        ),
    ),
    "zizmor/github-app": _known(
        "broad-app-token",
        "An app's token has all of the app's rights",
        (_MEDIUM, _SURE),
        "CWE-250",
        (
            "Without a list of permissions the token carries every right that the app was ever given.",
            "List what the job needs as `permission-…` inputs.",
        ),
    ),
    "zizmor/dependabot-execution": _known(
        "dependabot-execution",
        "Updates may run the packages' own code",
        (_MEDIUM, _SURE),
        "CWE-829",
        (
            "With this setting the update job runs code of the packages it looks at, with the credentials of the registries.",
            "Remove `insecure-external-code-execution`.",
        ),
    ),
}


def weigh(rule: Rule, excerpt: str) -> Weighed:
    """As the rule says, but for what stands in nearly every workflow: that is for the summary."""
    habitual = (rule.id.endswith("-unpinned-action") and _HOST_OWNED.search(excerpt)) or (
        rule.id.endswith("-excessive-permissions") and not _WRITES.search(excerpt)
    )
    return Weighed(min(rule.severity, _MEDIUM), _MAYBE) if habitual else as_ruled(rule, excerpt)
