"""`bartizan rules`: every rule there is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from checks.catalogue import Entry


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `rules`."""
    parser.add_argument("--language", metavar="NAME", help="only rules for this language, such as java")
    parser.add_argument("--framework", metavar="NAME", help="by the entries of a framework, such as pci-dss-4.0 or owasp-llm-2026:LLM04")
    parser.add_argument("--json", action="store_true", help="as a list of objects: id, check, title, severity, confidence, cwe, languages")


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each rule, or a list in JSON; an unknown language is refused. A tool of the operator's is one line."""
    from bot.cli.frameworks_view import by_framework
    from bot.cli.present import complain
    from checks.catalogue import catalogue
    from checks.registry import load
    from config.settings import BadSettings

    entries = list(catalogue(load()))
    if arguments.framework:
        return by_framework(arguments.framework, entries, as_json=arguments.json)
    if arguments.language:
        wanted = arguments.language.lower()
        known = {language.lower() for entry in entries for language in entry.languages}
        if wanted not in known:
            return complain(f"no rule is written for {arguments.language!r}; there are rules for {', '.join(sorted(known))}")
        entries = [entry for entry in entries if wanted in {language.lower() for language in entry.languages}]
    else:
        try:
            entries += _operators()
        except BadSettings as error:
            return complain(str(error))
    if arguments.json:
        json.dump([_told(entry) for entry in entries], sys.stdout, indent=2)
        sys.stdout.write("\n")
        return 0
    for entry in entries:
        rule = entry.rule
        spoken = ", ".join(entry.languages)
        sys.stdout.write(f"{rule.id:<55} {rule.severity!s:<9} {rule.cwe:<9} {rule.title}{f' [{spoken}]' if spoken else ''}\n")
    return 0


def _operators() -> Iterator[Entry]:
    """The tools that the operator has added, each as one rule of the highest severity it can have. Raises `BadSettings`."""
    from bot.compose.local import operator_tools
    from checks.catalogue import Entry
    from checks.core.rule import Rule

    for tool in operator_tools():
        severity = max(filter(None, (*tool.levels.values(), *tool.rules.values())), default=None)
        if severity is not None:
            cwe = "CWE-798" if tool.secrets else ""
            rule = Rule(f"{tool.name}-*", f"Whatever {tool.name} reports", severity, tool.confidence, f"See {tool.name}.", cwe)
            yield Entry(tool.name, rule, ())


def _told(entry: Entry) -> dict[str, object]:
    from checks.frameworks.mapping import names_of

    rule = entry.rule
    facts = {"id": rule.id, "check": entry.check, "title": rule.title, "severity": str(rule.severity), "confidence": str(rule.confidence)}
    return {**facts, "cwe": rule.cwe, "frameworks": list(names_of(rule)), "languages": list(entry.languages)}
