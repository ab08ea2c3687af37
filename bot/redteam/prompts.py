"""The prompts of an application: what it tells a model before a user says anything."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import Location, Span
from checks.core.python_source import module
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Tree

# What a model takes; longer texts are data.
MAX_PROMPT = 60_000
# Shorter ones tell a model nothing that could be broken.
_LEAST = 20
_NAME = re.compile(r"(?i)(?:^|_)(?:prompt|system|instructions?|preamble|persona)(?:_|$)|prompt_?template$")
_KEYWORDS = frozenset({"system", "system_prompt", "system_instruction", "system_message", "instructions", "system_template", "preamble"})
_MESSAGES = frozenset({"SystemMessage", "SystemMessagePromptTemplate", "SystemMessagePromptTemplate.from_template"})
_FOLDERS = frozenset({"prompts", "prompt_templates", "system_prompts", "prompt"})
_FILES = re.compile(r"(?i)(?:\.prompt|\.prompty|system_?prompt\.(?:txt|md)|prompt[\w-]*\.(?:j2|jinja2?))$")
# What the coding agents of the people who work here are told; it is no part of the application.
_FOR_PEOPLE = frozenset({"claude.md", "agents.md", "gemini.md", "skill.md"})
_TEXTS = frozenset({".md", ".txt", ".j2", ".jinja", ".jinja2", ".prompt", ".prompty", ".tmpl", ".hbs"})
# Places that a program fills in: {name}, {{ name }}, {{name}}, %(name)s, ${name}, <<name>>.
PLACES = re.compile(r"\{\{\s*[\w.]+\s*(?:\|[^{}]*)?\}\}|\$?\{[A-Za-z_]\w*\}|%\([A-Za-z_]\w*\)s|<<[A-Za-z_]\w*>>")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text that an application gives a model, and where it stands."""

    location: Location
    text: str

    @property
    def places(self) -> int:
        """How many there are for text of others."""
        return len(PLACES.findall(self.text))

    def filled(self, text: str) -> str:
        """With the same text in every place."""
        return PLACES.sub(lambda _: text, self.text)


def prompts_of(tree: Tree) -> tuple[tuple[Prompt, ...], tuple[str, ...]]:
    """Those found, each text once, and the paths that could not be read. Instructions for people's own coding agents are left out."""
    found: dict[str, Prompt] = {}
    unread: list[str] = []
    for path in tree.paths():
        if path.suffix != ".py" and not _is_prompt(path):
            continue
        try:
            for prompt in _in_file(path, tree.read(path) or b""):
                found.setdefault(prompt.text, prompt)
        except (Unreadable, SyntaxError, ValueError, RecursionError, MemoryError):
            unread.append(path.text)
    return tuple(found.values()), tuple(unread)


def _is_prompt(path: RepoPath) -> bool:
    if path.name.lower() in _FOR_PEOPLE or any(folder.startswith(".") for folder in path.folders):
        return False
    inside = any(folder.lower() in _FOLDERS for folder in path.folders) and path.suffix in _TEXTS
    return inside or _FILES.search(path.name) is not None


def _in_file(path: RepoPath, raw: bytes) -> Iterator[Prompt]:
    if path.suffix != ".py":
        text = raw.decode("utf-8", "replace").strip()
        if _LEAST <= len(text) <= MAX_PROMPT:
            yield Prompt(Location(path, Span(1, max(1, text.count("\n") + 1))), text)
        return
    for node in ast.walk(module(raw)):
        for value in _values(node):
            text = _text(value).strip()
            if _LEAST <= len(text) <= MAX_PROMPT:
                yield Prompt(Location(path, Span(value.lineno, value.end_lineno or value.lineno)), text)


def _values(node: ast.AST) -> Iterator[ast.expr]:
    """Constants called after a prompt, arguments for one, and messages of the system's role."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        named = any(isinstance(each, ast.Name) and _NAME.search(each.id) for each in targets)
        yield from [node.value] if named and node.value else []
    elif isinstance(node, ast.Call):
        yield from (each.value for each in node.keywords if each.arg in _KEYWORDS)
        name = ast.unparse(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else ""
        if name.rpartition(".")[2] in _MESSAGES or name.startswith("SystemMessagePromptTemplate."):
            yield from (*node.args[:1], *(each.value for each in node.keywords if each.arg in {"content", "template"}))
    elif isinstance(node, ast.Dict):
        fields = {key.value: value for key, value in zip(node.keys, node.values, strict=True) if isinstance(key, ast.Constant)}
        role = fields.get("role")
        if isinstance(role, ast.Constant) and role.value in {"system", "developer"} and "content" in fields:
            yield fields["content"]


def _text(node: ast.expr) -> str:
    """A literal, with `{name}` for what an f-string puts in; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "{value}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return left + right if left and right else ""
    return ""
