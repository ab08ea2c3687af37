"""Which steps of a workflow are agents, and what sets them free."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.documents.nodes import Node

_ACTIONS = re.compile(
    r"^(?:anthropics/claude-code(?:-base)?-action|openai/codex-action|google-(?:github-actions|gemini)/(?:run-gemini-cli"
    r"|gemini-cli-action)|actions/ai-inference"
    r"|(?:sst|anomalyco)/opencode(?:/github)?|augmentcode/[\w-]+|(?:qodo-ai|codium-ai)/pr-agent|all-hands-ai/[\w-]+|openhands/[\w-]+"
    r"|factory-ai/[\w-]+"
    r"|[\w.-]+/[\w.-]*(?:claude|codex|gemini|opencode|aider|copilot|cursor-agent|goose|openhands|swe-agent|qwen-code|amp-code|cline"
    r"|auggie)[\w.-]*(?:/[\w./-]+)?)@",
    re.IGNORECASE,
)
_COMMANDS = re.compile(
    r"(?:^|[\s;&|(\"'/])(?:claude\s(?:[^\n]{0,300}\s)?(?:-p|--print|--dangerously-skip-permissions)\b|@anthropic-ai/claude-code"
    r"|codex\s(?:exec|e|--full-auto|--yolo|-q|--dangerously)"
    r"|@openai/codex|gemini\s(?:[^\n]{0,300}\s)?(?:-p|--prompt|-y|--yolo|--approval-mode)\b|@google/gemini-cli"
    r"|aider\s[^\n]{0,300}(?:--message|-m\b|--yes)|opencode\srun"
    r"|copilot\s(?:[^\n]{0,300}\s)?(?:-p|--prompt|--allow-all-tools)\b|cursor-agent\b|amp\s-x|goose\srun|qwen\s(?:-p|-y|--yolo)"
    r"|droid\sexec|auggie\s|crush\srun|openhands\s)"
    r"|\|\s{0,4}(?:claude|gemini|codex|llm|opencode|copilot)\b",
    re.MULTILINE,
)
# Actions that by themselves obey nobody without write access.
_GATED = re.compile(r"^(?:anthropics/claude-code-action|openai/codex-action)@", re.IGNORECASE)
_EVERYBODY = {"allowed_non_write_users": "*", "allow-users": "*", "allowed_bots": "*", "allow-bots": "true", "allow_all_users": "true"}
_FREE = re.compile(
    r"--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox|--yolo\b|--allow-all-tools|--allow-all-paths|--yes-always"
    r"|\bdanger-full-access\b|bypassPermissions"
    r"|--approval-mode[= ]yolo|\"yolo\"\s*:\s*true|--skip-permissions-unsafe|\bgemini\s[^\n]{0,300}\s-y\b"
    r"|\bcursor-agent\s[^\n]{0,300}\s(?:-f|--force)\b"
    r"|--allowed-?tools[= ]\"?'?(?:\*|Bash(?:\(\*?:?\*?\))?)(?=[\s\"',]|$)"
)


def steps(document: Node) -> Iterator[tuple[Node, Node]]:
    """Each job with each of its steps."""
    for job in document.at("jobs").fields.values():
        for step in job.at("steps").items:
            yield job, step


def is_agent(step: Node) -> bool:
    """Whether an agent works in the step."""
    return _ACTIONS.match(step.at("uses").text) is not None or _COMMANDS.search(step.at("run").text) is not None


def asks_for_write_access(step: Node) -> bool:
    """Whether the step itself turns away whoever may not write to the repository."""
    return _GATED.match(step.at("uses").text) is not None and not any(True for _ in everybody(step))


def everybody(step: Node) -> Iterator[tuple[str, int]]:
    """The inputs with which it obeys everybody, and their lines."""
    given = step.at("with")
    for name, value in _EVERYBODY.items():
        told = given.at(name).text.strip()
        if told == value or (value == "*" and "*" in told.split(",")):
            yield f"{name}: {told}", given.line_of(name)


def unattended(step: Node) -> Iterator[tuple[str, int]]:
    """The words with which it asks nobody, and their lines."""
    for holder in (step.at("with"), step):
        for node in holder.fields.values():
            found = _FREE.search(node.text)
            if found:
                yield found[0], node.line + node.text.count("\n", 0, found.start()) + ("\n" in node.text)
    if step.at("with", "safety-strategy").text == "unsafe":
        yield "safety-strategy: unsafe", step.at("with").line_of("safety-strategy")
