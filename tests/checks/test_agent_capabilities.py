"""What a change lets agents do is told from their settings, their instructions and the programs that make them."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.capability_text import capabilities
from bot.review.permalink import NOWHERE
from bot.review.pipeline import review
from checks.agent_capabilities.gained import Gained, gained
from checks.core.change import Change, ChangedFile, FileStatus
from checks.core.place import RepoPath
from tests.fakes import FakeTree
from tests.review.scene import Stage


def seen(head: dict[str, str], base: dict[str, str] | None = None) -> Gained:
    """The change from one tree to the other; every file of either is part of it."""
    old = base or {}
    files = [
        ChangedFile(
            RepoPath(path),
            FileStatus.MODIFIED if path in old and path in head else FileStatus.ADDED if path in head else FileStatus.REMOVED,
        )
        for path in {**old, **head}
    ]
    trees = (FakeTree({path: text.encode() for path, text in tree.items()}) for tree in (old, head))
    return gained(Change("b" * 40, "a" * 40, tuple(files)), *trees)


def told(found: Gained) -> list[str]:
    return [f"{each.power.name} {each.detail} {each.location}" for each in found.new]


def test_permissions_hooks_and_servers_of_an_agent() -> None:
    settings = {
        "permissions": {"allow": ["Bash(make:*)", "WebFetch", "Read(src/**)"], "defaultMode": "bypassPermissions"},
        "hooks": {"PostToolUse": [{"hooks": [{"type": "command", "command": "make lint"}]}]},
    }
    servers = {"mcpServers": {"tickets": {"command": "npx", "args": ["tickets@1.0.0"]}}}

    found = seen({".claude/settings.json": json.dumps(settings, indent=1), ".mcp.json": json.dumps(servers, indent=1)})

    assert told(found) == [
        "UNASKED defaultMode: bypassPermissions .claude/settings.json:8",
        "SHELL Bash(make:*) .claude/settings.json:4",
        "HOOK PostToolUse .claude/settings.json:11",
        "SERVER tickets .mcp.json:3",
        "NETWORK WebFetch .claude/settings.json:5",
    ]


def test_tools_that_instructions_ask_for() -> None:
    page = "---\nname: releaser\ntools: Read, Bash(git tag:*), Write\n---\nMake a release.\n"

    assert told(seen({".claude/agents/releaser.md": page})) == [
        "SHELL Bash(git tag:*) .claude/agents/releaser.md:3",
        "FILES Write .claude/agents/releaser.md:3",
    ]


def test_tools_of_libraries_providers_and_own_ones() -> None:
    program = dedent(
        """
        import subprocess
        from agents import Agent, function_tool
        from langchain_community.tools import ShellTool

        @function_tool
        def build(target: str) -> str:
            return subprocess.run(["make", target], capture_output=True, text=True).stdout

        @function_tool
        def add(a: int, b: int) -> int:
            return a + b

        tools = [ShellTool(), build, {"type": "web_search_20250305", "name": "web_search"}]
        """
    )

    assert told(seen({"app/agent.py": program})) == [
        "SHELL ShellTool app/agent.py:14",
        "SHELL build() app/agent.py:7",
        "NETWORK web_search_20250305 app/agent.py:14",
    ]


def test_tools_in_typescript() -> None:
    program = 'import { tool } from "ai";\nconst t = [{ type: "code_interpreter" }, openai.tools.webSearch({}), new RequestsGetTool()];\n'

    assert [line.split()[:2] for line in told(seen({"app/agent.ts": program}))] == [
        ["CODE", "code_interpreter"],
        ["NETWORK", "RequestsGetTool"],
        ["NETWORK", "webSearch"],
    ]


@pytest.mark.parametrize(
    "program",
    [
        "import subprocess\n\ndef build():\n    subprocess.run(['make'])  # no tool of an agent\n",
        "# tools: ShellTool()\nNAMES = ['ShellTool']\n",
        "agent = {'type': 'customer', 'mode': 'shell'}\n",
    ],
)
def test_what_is_no_tool_of_an_agent_is_not_told(program: str) -> None:
    assert not seen({"app/build.py": program})


def test_what_moves_is_neither_new_nor_gone() -> None:
    program = "from tools import ShellTool\nagent = Agent(tools=[ShellTool()])\n"

    assert not seen({"new/agent.py": program}, {"old/agent.py": program})


def test_what_is_taken_away_is_told() -> None:
    program = "from tools import ShellTool\nagent = Agent(tools=[ShellTool()])\n"

    found = seen({"agent.py": "agent = Agent(tools=[])\n"}, {"agent.py": program})

    assert (found.new, [each.detail for each in found.gone]) == ((), ["ShellTool"])
    assert capabilities(found, NOWHERE, 5) == (
        "**Agents**: it takes away one that runs shell commands.\n\n- gone: runs shell commands: `ShellTool` (`agent.py:2`)"
    )


def test_instructions_are_told_when_code_changes_beside_them() -> None:
    alone, beside = seen({"CLAUDE.md": "Be brief.\n"}), seen({"CLAUDE.md": "Be brief.\n", "app.py": "x = 1\n"})

    assert not alone
    assert capabilities(beside, NOWHERE, 5) == (
        "**Agents**: able to do what they were before. What agents are told changes together with code: `CLAUDE.md`."
    )


def test_names_from_the_change_are_shown_as_they_are() -> None:
    servers = {"mcpServers": {"`](http://evil.example) **x**": {"command": "node", "args": ["s.js"]}}}

    text = capabilities(seen({".mcp.json": json.dumps(servers)}), NOWHERE, 5)

    assert "uses a tool server" in text
    assert "``` `](http://evil.example) **x** ```" in text or "`` `](http://evil.example) **x** ``" in text


def test_what_cannot_be_read_is_named() -> None:
    found = seen({"agent.py": "from langchain import agents\nx = (\n", ".mcp.json": '{"mcpServers": {"a": {"command": "node"}}}'})

    assert found.unread == ("agent.py",)
    assert "Not read for this: `agent.py`." in capabilities(found, NOWHERE, 5)


@given(st.binary(max_size=300))
def test_no_content_is_too_much(raw: bytes) -> None:
    paths = ("agent.py", "agent.ts", ".mcp.json", "CLAUDE.md", ".claude/settings.json")
    files = tuple(ChangedFile(RepoPath(path), FileStatus.ADDED) for path in paths)

    found = gained(Change("b" * 40, "a" * 40, files), FakeTree(), FakeTree(dict.fromkeys(paths, b"tools = " + raw)))

    assert set(found.unread) <= set(paths)


def test_the_check_run_tells_it() -> None:
    settings = {"mcpServers": {"tickets": {"command": "node", "args": ["server.js"]}}}
    stage = Stage({".mcp.json": json.dumps(settings)}, base={"README.md": "# Shop\n"})

    review("octo/chat", 12, stage.desk())

    summary = stage.forge.completed[-1].report.summary
    assert "**Agents**: this change adds an agent or tool that uses a tool server." in summary
    assert "- new: uses a tool server: `tickets` (" in summary
