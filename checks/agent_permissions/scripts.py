"""Scripts that agents run by themselves: those of hooks and of skills."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_files.launch import fetches_and_runs
from checks.agent_permissions import rules
from checks.agent_permissions.commands import SECRET, SENDS
from checks.agent_permissions.rules import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

_SUFFIXES = frozenset({".sh", ".bash", ".zsh", ".py", ".js", ".mjs", ".cjs", ".ts", ".ps1", ".rb", ".pl", ""})
_AGENTS = frozenset({".claude", ".cursor", ".codex", ".gemini", ".github", ".windsurf", ".opencode", ".agents", ".kiro", ".qwen"})
# Longer lines are read in parts that overlap.
MAX_LINE = 2_000
_OVERLAP = 400
_MOST_SAVED = 20
_SAVED = re.compile(r"\b(?:curl|wget)\b[^\n]{0,400}(?:\s-[a-zA-Z]{0,6}[oO]|--output(?:-document)?[= ]|>)\s{0,4}[\"']?([\w./${}~-]{2,100})")
_RUN = (
    r"(?:^|[;&|] ?)(?:(?:sudo )?(?:ba|z|da)?sh|python3?|node|source|\.|chmod \S{{1,8}}|exec) [\"']?{0}"
    r"|^[\"']?{0}(?:$|[ \"'])"
)
_SHELL_EVAL = re.compile(r"(?:^|[;&|]\s*|\bthen\s+|\bdo\s+)\s*(?:eval|(?:ba|z)?sh\s+-c)\s+(.{1,400})")
_FROM_MODEL = re.compile(
    r"^\s*(?:export\s+|local\s+|readonly\s+)?(\w+)=\"?(?:\$\(|`)[^\n]{0,200}?(?:\bjq\b|\bcat\b\s*(?:\)|-|$|/dev/stdin)|/dev/stdin)"
    r"|^\s*read\s+(?:-\w+\s+)*(\w+)"
)
_PYTHON_EVAL = re.compile(
    r"\b(?:os\.system|os\.popen|subprocess\.getoutput)\(\s*(?![\"'][^\"'{]*[\"']\s*\))|\b(?:eval|exec)\(\s*(?![\"'])"
    r"|\bsubprocess\.(?:run|call|check_output|check_call|Popen)\([^\n]{0,300}\bshell\s*=\s*True|\bexecSync\(\s*(?![\"'][^\"']*[\"']\s*[,)])"
)
_READS_CALL = re.compile(r"sys\.stdin|json\.loads?\(|/dev/stdin|process\.stdin|readFileSync\(0|tool_input|sys\.argv|process\.argv")
_NETWORK = re.compile(
    r"\b(?:requests\.(?:post|put|get)|urlopen|httpx\.\w+|http\.client|fetch\(|axios|socket\.create_connection|urllib\.request|smtplib)\b"
    r"|\bfetch\("
)
_CODE_RUN = re.compile(
    r"\b(?:exec|eval)\(.{0,200}(?:urlopen|requests\.get|fetch\(|\.text\b|\.read\(\))|\b(?:import|require)\(\s*[\"']https?:"
)
_READS = re.compile(r"open\(|read_text|readFileSync|readFile\(|os\.environ|process\.env\b(?!\.\w)|Path\(|cat\s|expanduser|<\s*~")


def applies_to(path: RepoPath) -> bool:
    """Whether an agent runs the file: what stands in folders of hooks, and in those of skills."""
    folders = [folder.lower() for folder in path.folders]
    agents = bool(_AGENTS.intersection(folders))
    hooks = "hooks" in folders and (agents or folders[-1] == "hooks")
    return path.suffix in _SUFFIXES and (hooks or "skills" in folders or (agents and folders[-1] == "scripts"))


def sights(text: str) -> Iterator[Sight]:
    """What a script runs that is not in it, sends, or takes from a model for code."""
    lines = [part for number, line in enumerate(text.split("\n"), start=1) for part in _parts(number, line)]
    from_model = {name: number for number, line in lines if (found := _FROM_MODEL.match(line)) for name in found.groups() if name}
    called = tuple(number for number, line in lines if _READS_CALL.search(line))
    secret = tuple(number for number, line in lines if SECRET.search(line) and (_READS.search(line) or SENDS.search(line)))
    saves = [(number, found[1]) for number, line in lines if (found := _SAVED.search(line))][:_MOST_SAVED]
    runs = re.compile("|".join(_RUN.format(re.escape(name)) for _, name in saves) or r"(?!)")
    for number, line in lines:
        if fetches_and_runs(["sh", "-c", line]) or _CODE_RUN.search(line) or runs.search(line):
            yield Sight(rules.DOWNLOAD, number, also=tuple(at for at, _ in saves))
        elif (SENDS.search(line) and (secret or SECRET.search(line))) or (secret and _NETWORK.search(line)):
            yield Sight(rules.EXFILTRATION, number, also=secret)
        elif _runs_model(line, set(from_model)) or (called and _PYTHON_EVAL.search(line)):
            yield Sight(rules.INJECTION, number, also=(*from_model.values(), *called))


def _parts(number: int, line: str) -> Iterator[tuple[int, str]]:
    """The line without a comment that takes all of it, in parts when it is long; an empty one has none."""
    told = " ".join(line.split())
    if told.startswith(("#", "//")):
        return
    for start in range(0, len(told), MAX_LINE - _OVERLAP):
        yield number, told[start : start + MAX_LINE]


def _runs_model(line: str, names: set[str]) -> bool:
    found = _SHELL_EVAL.search(line)
    if found and any(re.search(rf"\$\{{?{name}\b", found[1]) for name in names):
        return True
    if found and re.search(r"\$\(\s*(?:cat|jq)\b", found[1]):
        return True
    return any(re.match(rf"^\s*\$\{{?{name}\b", line) for name in names)
