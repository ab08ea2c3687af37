"""Twins: an agent that strangers command, and the nearest one that they do not."""

from __future__ import annotations

import pytest

from checks.agent_in_ci.check import CHECK
from checks.core.finding import Finding
from tests.checks.looked import looked, told

PATH = ".github/workflows/agent.yml"
BODY = "${{ github.event.issue.body }}"


def workflow(on: str = "issues", rights: str = "{contents: write}", job: str = "", step: str = "", before: str = "") -> str:
    chosen = step or f"{{uses: a/run-gemini-cli@v1, with: {{prompt: 'Sort this: {BODY}'}}}}"
    start = f"on: {on}\npermissions: {rights}\njobs:\n  sort:\n    {job or 'runs-on: x'}\n"
    return f"{start}    steps:\n      - {before or 'run: echo'}\n      - {chosen}\n"


def run(command: str, env: str = "{}") -> str:
    return f"{{run: '{command}', env: {env}}}"


GEMINI = "uses: a/run-gemini-cli@v1"
CHECKOUT = "{uses: actions/checkout@v4, with: {ref: '${{ github.event.pull_request.head.sha }}'}}"
TWINS = [
    ("untrusted-text", workflow(), workflow(on="push")),
    ("untrusted-text", workflow(), workflow(rights="{contents: read}")),
    ("untrusted-text", workflow(), workflow(on="{issues: {types: [labeled]}}")),
    ("untrusted-text", workflow(on="{issues: {types: [labeled, opened]}}"), workflow(on="{issues: {types: [assigned]}}")),
    ("untrusted-text", workflow(), workflow(step=f"{{{GEMINI}, with: {{prompt: 'Sort ${{{{ github.event.issue.number }}}}'}}}}")),
    ("untrusted-text", workflow(), workflow(job="if: github.event.issue.author_association == 'OWNER'")),
    ("untrusted-text", workflow(job="if: github.actor == 'a' || true"), workflow(job="if: github.actor == 'a' || github.actor == 'b'")),
    ("untrusted-text", workflow(step=run(f'claude -p "{BODY}"')), workflow(step=run(f'echo "{BODY}"'))),
    (
        "untrusted-text",
        workflow(step=run('claude -p "$BODY"', f"{{BODY: '{BODY}'}}")),
        workflow(step=run('claude -p "$BODY"', "{BODY: sort}")),
    ),
    ("untrusted-text", workflow(step=run("gh issue view 1 | claude -p sort")), workflow(step=run("cat README.md | claude -p sort"))),
    (
        "untrusted-text",
        workflow(step=run("npx -y @google/gemini-cli -p x < $GITHUB_EVENT_PATH")),
        workflow(step=run("npx -y prettier < $GITHUB_EVENT_PATH")),
    ),
    (
        "untrusted-text",
        workflow(job=f"env: {{BODY: '{BODY}'}}", step=run("codex exec $BODY")),
        workflow(job=f"env: {{BODY: '{BODY}'}}", step=run("codex exec sort")),
    ),
    (
        "untrusted-text",
        workflow(step=f"{{{GEMINI}, with: {{prompt: \"${{{{ github['event']['issue']['title'] }}}}\"}}}}"),
        workflow(step=f"{{{GEMINI}, with: {{prompt: \"${{{{ github['event']['issue']['id'] }}}}\"}}}}"),
    ),
    (
        "untrusted-text",
        workflow(step=f"{{{GEMINI}, with: {{prompt: '${{{{ toJSON(github.event) }}}}'}}}}"),
        workflow(step=f"{{{GEMINI}, with: {{prompt: '${{{{ github.event_name }}}}'}}}}"),
    ),
    (
        "untrusted-text",
        workflow(rights="{contents: read}", job="env: {KEY: '${{ secrets.DEPLOY_KEY }}'}"),
        workflow(rights="{contents: read}", job="env: {KEY: '${{ secrets.GEMINI_API_KEY }}'}"),
    ),
    (
        "untrusted-checkout",
        workflow(on="pull_request_target", before=CHECKOUT, step=run("claude -p review")),
        workflow(on="pull_request_target", before="{uses: actions/checkout@v4}", step=run("claude -p review")),
    ),
    (
        "untrusted-checkout",
        workflow(on="issue_comment", before="run: gh pr checkout 1", step=run("claude -p review")),
        workflow(on="issue_comment", before="run: gh pr list", step=run("claude -p review")),
    ),
    (
        "anybody",
        workflow(step='{uses: anthropics/claude-code-action@v1, with: {allowed_non_write_users: "*"}}'),
        workflow(step="{uses: anthropics/claude-code-action@v1, with: {allowed_non_write_users: alice}}"),
    ),
    (
        "unattended",
        workflow(step=run("claude -p sort --dangerously-skip-permissions")),
        workflow(step=run("claude -p sort --allowedTools Read")),
    ),
    ("unattended", workflow(step=run("gemini -p sort --yolo")), workflow(step=run("gemini -p sort"))),
    ("unattended", workflow(step=run("codex exec --sandbox danger-full-access")), workflow(step=run("codex exec --sandbox read-only"))),
    (
        "output-run",
        workflow(step=f"{{{GEMINI}, id: a}}\n      - {{run: 'echo ${{{{ steps.a.outputs.text }}}}'}}"),
        workflow(step=f"{{{GEMINI}, id: a}}\n      - {{run: 'echo \"$A\"', env: {{A: '${{{{ steps.a.outputs.text }}}}'}}}}"),
    ),
]


@pytest.mark.parametrize(("rule", "guilty", "innocent"), TWINS)
def test_the_one_is_told_and_its_twin_is_not(rule: str, guilty: str, innocent: str) -> None:
    assert told(CHECK, PATH, guilty) == [rule]
    assert told(CHECK, PATH, innocent) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (workflow(), "critical"),
        (workflow(rights="{issues: write}"), "high"),
        (workflow().replace("permissions: {contents: write}\n", ""), "high"),
        (workflow(rights="write-all"), "critical"),
        (workflow(step=f"{{uses: anthropics/claude-code-action@v1, with: {{prompt: '{BODY}'}}}}"), "medium"),
    ],
)
def test_it_is_as_bad_as_what_the_agent_holds(text: str, expected: str) -> None:
    (found,) = looked(CHECK, {PATH: text})

    assert isinstance(found, Finding)
    assert str(found.severity) == expected


def test_an_unattended_agent_that_members_start_is_told_quietly() -> None:
    (found,) = looked(CHECK, {PATH: workflow(on="workflow_dispatch", step=run("claude -p sort --dangerously-skip-permissions"))})

    assert isinstance(found, Finding)
    assert str(found.severity) == "low"


def test_what_is_no_workflow_is_not_passed_over() -> None:
    assert told(CHECK, PATH, "jobs: [") == ["not read"]
    assert told(CHECK, "deploy/agent.yml", workflow()) == []


@pytest.mark.parametrize("unit", ["claude ", "${{ github.event.issue.", "gemini -", "gh issue | ", "author_association ", "['a'] "])
def test_the_worst_megabyte_ends(unit: str) -> None:
    told(CHECK, PATH, workflow(job=f'if: "{unit * 1_000}"', step=run((unit * (1_000_000 // len(unit))).replace("'", "''"))))
