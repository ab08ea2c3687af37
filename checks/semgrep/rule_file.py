"""A semgrep rule file of ours, read into the rules it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.pattern import RulePack
from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.semgrep.rule_heads import heads

if TYPE_CHECKING:
    from pathlib import Path

# What semgrep calls a language, and the file endings it scans for it. Of a notebook it is given the code.
SUFFIXES = {
    "python": {".py", ".pyi", ".ipynb"},
    "javascript": {".js", ".jsx", ".cjs", ".mjs"},
    "typescript": {".ts", ".tsx", ".cts", ".mts"},
    "go": {".go"},
    "java": {".java"},
    "ruby": {".rb"},
    "php": {".php"},
    "csharp": {".cs"},
    "kotlin": {".kt", ".kts"},
    "bash": {".sh", ".bash"},
    "yaml": {".yml", ".yaml"},
    "json": {".json"},
}


class BadRuleFile(ValueError):
    """A rule file of ours breaks our own conventions; the message names the file and the field."""


def read_pack(file: Path) -> tuple[RulePack, dict[str, str]]:
    """The pack and, by rule id, the message each rule shows. Raises `BadRuleFile`."""
    raw = file.read_bytes()
    try:
        entries = heads(raw)
        rules = tuple(_rule(entry) for entry in entries)
        suffixes = frozenset().union(*(SUFFIXES[language] for entry in entries for language in entry["languages"]))
        messages = {entry["id"]: " ".join(entry["message"].split()) for entry in entries}
    except (KeyError, TypeError, AttributeError) as error:
        message = f"{file}: {type(error).__name__} {error}"
        raise BadRuleFile(message) from error
    return RulePack(f"{file.parent.parent.name}-{file.stem}", raw, rules, suffixes), messages


def _rule(entry: dict[str, Any]) -> Rule:
    about = entry["metadata"]
    return Rule(
        id=entry["id"],
        title=about["title"],
        severity=Severity[entry["severity"]],
        confidence=Confidence[about["confidence"]],
        remedy=about["remedy"],
        cwe=about["cwe"],
        frameworks=tuple(about.get("frameworks", ())),
    )
