"""Which files of a repository an agent takes for instructions, and which decide what it may do and whom it calls."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import RepoPath

# Names that some agent reads wherever they stand, in lower case: file systems that do not tell case apart have agents, too.
_NAMES = frozenset(
    {
        *("claude.md", "claude.local.md", "agents.md", "agents.override.md", "agent.md", "gemini.md", "skill.md", "qwen.md", "warp.md"),
        *("crush.md", "kilo.md", "copilot-instructions.md", "conventions.md", "soul.md", "replit.md", "opencode.md", "llms.txt"),
        *(".cursorrules", ".windsurfrules", ".clinerules", ".roorules", ".kilocoderules", ".goosehints", ".rules", ".traerules"),
        *("guidelines.md", "modelfile", "system_prompt.txt", "system_prompt.md", "chat_template.jinja"),
    }
)
_ENDINGS = (".mdc", ".instructions.md", ".prompt.md", ".chatmode.md", ".agent.md", ".prompt", ".prompty", ".prompt.yml", ".prompt.yaml")
# Folders whose files an agent reads; `*` stands for any folder.
_FOLDERS = (
    *((".claude", each) for each in ("agents", "commands", "skills", "rules", "output-styles", "agent-memory")),
    *((".cursor", each) for each in ("rules", "commands", "agents", "skills")),
    *((".github", each) for each in ("instructions", "prompts", "chatmodes", "agents", "skills")),
    *((".windsurf", each) for each in ("rules", "workflows")),
    *((".gemini", each) for each in ("commands", "skills", "agents")),
    *((".codex", each) for each in ("prompts", "skills", "agents")),
    *((".opencode", each) for each in ("agent", "agents", "command", "commands", "skills")),
    *((".continue", each) for each in ("rules", "prompts")),
    *((folder, "rules") for folder in (".amazonq", ".augment", ".trae", ".kilocode", ".qoder", ".agent", ".agents")),
    *(("*", "skills"), ("*", "prompts"), ("*", "prompt_templates"), ("*", "system_prompts")),
    *((".kiro", "steering"), (".agents", "skills"), (".agent", "workflows"), (".roo", "*"), (".clinerules", "*"), (".openhands", "*")),
    *(("skills", "*"), ("prompts", "*"), ("system_prompts", "*"), (".junie", "*")),
)
_PAIRS = frozenset(_FOLDERS)
_TEXT = frozenset(
    {".md", ".mdx", ".txt", ".j2", ".jinja", ".jinja2", ".yml", ".yaml", ".toml", ".xml", ".rst", ".tmpl", ".json", ".hbs", ""}
)
# Settings of agents and of editors with agents: by their last folder and name, or by the name alone.
_SETTINGS = frozenset(
    {
        *((".claude", "settings.json"), (".claude", "settings.local.json"), (".gemini", "settings.json")),
        *((".qwen", "settings.json"), (".vscode", "settings.json"), (".vscode", "tasks.json"), (".vscode", "mcp.json")),
        *((".cursor", "mcp.json"), (".cursor", "cli.json"), (".cursor", "hooks.json"), (".codex", "config.toml")),
        *((".codex", "hooks.json"), (".zed", "settings.json"), ("hooks", "hooks.json"), (".roo", "mcp.json")),
        *((".amazonq", "mcp.json"), (".kiro", "mcp.json"), ("settings", "mcp.json"), (".junie", "mcp.json")),
        *((".devcontainer", "devcontainer.json"), (".continue", "config.yaml"), (".continue", "config.json")),
        *((".amp", "settings.json"), (".factory", "mcp.json"), (".opencode", "opencode.json"), (".opencode", "opencode.jsonc")),
        *((".windsurf", "mcp_config.json"), (".crush", "crush.json"), (".claude-plugin", "plugin.json")),
        *((".claude-plugin", "marketplace.json"), (".cursor", "environment.json")),
    }
)
_SETTINGS_NAMES = frozenset(
    {
        *(".mcp.json", "mcp.json", "mcp_config.json", "mcp-config.json", "mcp_settings.json", "cline_mcp_settings.json", ".claude.json"),
        *("claude_desktop_config.json", "opencode.json", "opencode.jsonc", "crush.json", ".crush.json", ".devcontainer.json"),
        *("gemini-extension.json", ".aider.conf.yml", "devcontainer.json", "mcpservers.json", "mcp-servers.json"),
    }
)


def instructs(path: RepoPath) -> bool:
    """Whether an agent, or a model behind a program, takes the text for what it has to do."""
    name = path.name.lower()
    if name in _NAMES or name.endswith(_ENDINGS):
        return True
    folders = tuple(folder.lower() for folder in path.folders)
    return path.suffix in _TEXT and any(_pairs(folders))


def _pairs(folders: tuple[str, ...]) -> list[bool]:
    beside = (*pairwise(folders), *((folder, "*") for folder in folders), *(("*", folder) for folder in folders))
    return [pair in _PAIRS for pair in beside]


def configures(path: RepoPath) -> bool:
    """Whether the file says which servers an agent starts, or what it may do without asking."""
    folders = ("", *(folder.lower() for folder in path.folders))
    name = path.name.lower()
    inside = ".devcontainer" in folders and name == "devcontainer.json"
    return inside or name in _SETTINGS_NAMES or (folders[-1], name) in _SETTINGS or name.endswith(".code-workspace")
