"""Who starts a workflow, who wrote what it reads, and what its jobs hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

# Events that a stranger causes, and in which the workflow has the repository's secrets all the same.
_STRANGERS = frozenset(
    {
        *("pull_request_target", "issues", "issue_comment", "discussion", "discussion_comment", "pull_request_review"),
        *("pull_request_review_comment", "workflow_run", "fork", "watch", "gollum"),
    }
)
OF_PULL_REQUESTS = _STRANGERS - {"issues", "discussion", "discussion_comment", "fork", "watch", "gollum"}
# Only people with rights can cause these.
_OF_MEMBERS = frozenset({"labeled", "unlabeled", "assigned", "unassigned", "milestoned", "pinned", "transferred"})
_EXPRESSION = re.compile(r"\$\{\{(.{0,2000}?)\}\}", re.DOTALL)
_WRITTEN = re.compile(
    r"github\.event\.(?:issue|comment|pull_request|review|discussion|head_commit|commits|workflow_run|pages|changes)\b"
    r"[\w.*\[\]-]{0,200}\.(?:title|body|message|name|ref|label|description|email|head_branch|display_title|page_name)\b"
    r"|github\.head_ref\b|github\.event(?![\w.])|github\.event\.(?:issue|comment|pull_request|review|discussion)(?![\w.])"
    r"|github\.event_path"
)
_FETCHED = re.compile(r"\bgh\s(?:issue|pr|api|search)\b|GITHUB_EVENT_PATH")
_THEIRS = re.compile(
    r"github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref|github\.event\.workflow_run\.head_(?:sha|branch)|refs/pull/"
    r"|github\.event\.pull_request\.head\.repo"
)
_CHECKS_OUT = re.compile(r"\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|checkout|pull)\b[^\n]{0,200}(?:pull/|head_ref|head\.sha|FETCH_HEAD)")
_GATES = re.compile(
    r"author_association[^|]{0,200}(?:owner|member|collaborator)|(?:owner|member|collaborator)[^|]{0,200}author_association"
    r"|github\.event\.label\.name\s*==|github\.actor\s*=="
    r"|github\.event\.sender\.login\s*==|github\.triggering_actor\s*==|head\.repo\.full_name\s*==\s*github\.repository"
    r"|head\.repo\.fork\s*(?:==\s*false|!=\s*true)|!\s*github\.event\.pull_request\.head\.repo\.fork"
    r"|\.user\.login\s*=="
)
_SECRET = re.compile(r"secrets\.(\w+)")
# What every agent needs, or has anyway.
_OWN = re.compile(
    r"^(?:GITHUB_TOKEN|\w*(?:ANTHROPIC|CLAUDE|OPENAI|CODEX|GEMINI|GOOGLE|OPENROUTER|MISTRAL|COPILOT|CURSOR|AMP|FACTORY|AUGMENT|QWEN"
    r"|DEEPSEEK)\w*)$", re.IGNORECASE
)
_GRAVE = frozenset({"contents", "actions", "packages", "id-token", "deployments", "statuses", "pages", "attestations"})


def strangers(document: Node) -> tuple[str, int] | None:
    """The first event by which a stranger starts it, with its line; None when only people with rights do."""
    on = document.at("on")
    line = document.line_of("on")
    told = [(on.text, on.line)] if on.text else [(item.text, item.line) for item in on.items]
    told += [(name, on.line_of(name)) for name, event in on.fields.items() if not _members_only(event)]
    return next(((name, at or line) for name, at in told if name in _STRANGERS), None)


def _members_only(event: Node) -> bool:
    types = [*event.at("types").texts] or [word for word in [event.at("types").text] if word]
    return bool(types) and set(types) <= _OF_MEMBERS


def gated(*nodes: Node) -> bool:
    """Whether a condition of a job or step lets only known people through; every alternative of it has to."""
    for node in nodes:
        condition = _plain(node.at("if").text)
        if condition and all(_GATES.search(part) for part in condition.split("||")):
            return True
    return False


def _plain(expression: str) -> str:
    """In lower case, without blanks around marks, and with one way of naming a property."""
    return re.sub(r"\[\s{0,20}['\"]([\w-]{1,60})['\"]\s{0,20}\]", r".\1", expression[:20_000]).lower()


def written(text: str) -> bool:
    """Whether an expression in it is what strangers write."""
    return any(_WRITTEN.search(_plain(each)) for each in _EXPRESSION.findall(text))


def read(document: Node, job: Node, step: Node) -> Iterator[int]:
    """The lines by which strangers' text comes to the agent in this step."""
    for holder in (step.at("with"), step.at("env"), step):
        for name, node in holder.fields.items():
            if name == "if":
                continue
            for offset, line in enumerate(node.text.split("\n")):
                if written(line) or (name == "run" and _FETCHED.search(line)):
                    yield node.line + offset + ("\n" in node.text)
            if "\n" in node.text and written(node.text):
                yield node.line
    used = " ".join(node.text for holder in (step, step.at("with")) for node in holder.fields.values())
    for holder in (document.at("env"), job.at("env")):
        for name, node in holder.fields.items():
            if written(node.text) and re.search(rf"\b{re.escape(name)}\b", used):
                yield node.line


def checks_out(step: Node) -> bool:
    """Whether the step brings a stranger's files."""
    text = f"{step.at('with', 'ref').text} {step.at('with', 'repository').text}"
    taken = step.at("uses").text.startswith("actions/checkout@") and _THEIRS.search(_plain(text))
    return bool(taken) or _CHECKS_OUT.search(step.at("run").text) is not None


def held(document: Node, job: Node) -> tuple[str, bool, int] | None:
    """What the job holds in words, whether that is grave, and the line; None when it may only read."""
    named = {name for node in (*job.below(), *document.at("env").below()) for name in _SECRET.findall(node.text)}
    others = sorted(name for name in named if not _OWN.match(name))
    if others:
        return f"the secret `{others[0][:60]}`", True, job.line
    rights = job if "permissions" in job.fields else document
    if "permissions" not in rights.fields:
        return "whatever rights the repository gives by default", False, job.line
    given = rights.at("permissions")
    line = rights.line_of("permissions")
    if given.text == "write-all":
        return "all rights of the repository", True, line
    names = sorted((name for name, right in given.fields.items() if right.text == "write"), key=lambda name: (name not in _GRAVE, name))
    return (f"`{names[0][:60]}: write`", names[0] in _GRAVE, given.line_of(names[0])) if names else None
