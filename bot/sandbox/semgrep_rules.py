"""Rule packs and files as the pattern engine takes them: one rules file, one list of targets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from checks.core.scene import ToolFailed
from checks.semgrep.rule_file import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checks.core.pattern import RulePack
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class Ruleset:
    """All packs as one. `rules` is JSON, which the engine reads in half the time YAML takes it; `suffixes` by language."""

    rules: bytes
    ids: frozenset[str]
    suffixes: Mapping[str, frozenset[str]]

    def languages(self, path: RepoPath) -> list[str]:
        """The languages whose rules look at a file of that name."""
        return [language for language, endings in self.suffixes.items() if path.suffix in endings]


@lru_cache(maxsize=8)
def compiled(packs: tuple[RulePack, ...]) -> Ruleset:
    """The packs as one rule set; remembered, because reviews of the same languages run the same ones. Raises `ToolFailed`."""
    entries: list[dict[str, Any]] = []
    suffixes: dict[str, set[str]] = {}
    for pack in packs:
        for entry in _entries(pack):
            entries.append(entry)
            for language in entry["languages"]:
                suffixes.setdefault(language, set()).update(SUFFIXES.get(language, pack.suffixes))
    try:
        rules = json.dumps({"rules": entries}, separators=(",", ":")).encode()
    except TypeError as error:
        raise ToolFailed(f"a rule pack holds YAML that JSON cannot say ({error}): quote the value") from error
    ids = frozenset(rule.id for pack in packs for rule in pack.rules)
    return Ruleset(rules, ids, {language: frozenset(endings) for language, endings in suffixes.items()})


def targets(ruleset: Ruleset, paths: Iterable[RepoPath]) -> bytes:
    """The engine's list of files, each once per language. Names are explicit: no discovery, no ignore files, no options."""
    entries = [
        ["CodeTarget", {"path": {"fpath": f"./{path}", "ppath": f"/{path}"}, "analyzer": language, "products": ["sast"]}]
        for path in paths
        for language in ruleset.languages(path)
    ]
    return json.dumps(["Targets", entries]).encode()


def _entries(pack: RulePack) -> Sequence[dict[str, Any]]:
    try:
        content = yaml.load(pack.yaml, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
        rules = list(content["rules"])
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise ToolFailed(f"the rule pack {pack.name} cannot be read: {error}") from error
    if not all(isinstance(rule, dict) and isinstance(rule.get("languages"), list) for rule in rules):
        raise ToolFailed(f"the rule pack {pack.name} has a rule without languages")
    return rules
