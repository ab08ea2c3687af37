"""A check around a tool that an operator has added: whatever it names is a rule, in the tool's words and by the operator's weights."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.rule import Rule
from checks.core.severity import Severity
from checks.engine.engine_check import excerpt, narrowed, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.core.change import NotAnalysed
    from checks.core.place import RepoPath
    from checks.core.scan import Sighting
    from checks.core.scene import Scene
    from checks.core.severity import Confidence

MAX_TITLE, MAX_RULE = 80, 80
_CREDENTIAL = "CWE-798"
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """On which files a tool is run (shell patterns; one without a slash is for names) and what its results are worth.

    A severity by the tool's name of the rule goes before the one by SARIF's level; None leaves the result out. Results of a tool for
    `secrets` are credentials: nothing that it says is repeated.
    """

    files: tuple[str, ...]
    sparing: tuple[str, ...]
    levels: Mapping[str, Severity | None]
    rules: Mapping[str, Severity | None]
    confidence: Confidence
    secrets: bool = False

    def concern(self, path: RepoPath) -> bool:
        """Whether the tool is to look at the file."""
        return _any(path, self.files) and not _any(path, self.sparing)

    def severity(self, sighting: Sighting) -> Severity | None:
        """What a result is worth; None when it is to be left out."""
        if sighting.rule in self.rules:
            return self.rules[sighting.rule]
        return self.levels.get(sighting.level, Severity.MEDIUM)


def operator_check(tool: str, terms: Terms) -> Check:
    """The check whose id is the tool's name. Its rules are not known beforehand: `rules` is empty, and each id begins with the name."""

    def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        asked = [path for path in scene.scope if terms.concern(path)]
        report = scene.tools.scan(tool, asked)
        yield from unseen(report, asked, tool)
        rules: dict[str, Rule] = {}
        for sighting in report.sightings:
            severity = terms.severity(sighting)
            if severity is not None:
                name = rule_id(tool, sighting.rule)
                # One description for each rule, whatever its results say of it.
                rule = rules.setdefault(name, _rule(tool, name, sighting, terms, severity))
                place = narrowed(sighting.location)
                yield Finding(rule, place, _message(tool, rule, sighting), excerpt(scene, place), severity_here=severity)

    return Check(tool, (), terms.concern, inspect, engine=tool)


def rule_id(tool: str, rule: str) -> str:
    """The tool's name for its rule as an id of ours: lower-case letters, digits and hyphens."""
    return f"{tool}-{_UNSAFE.sub('-', rule.lower()).strip('-')[:MAX_RULE].strip('-') or 'result'}"


def _rule(tool: str, name: str, sighting: Sighting, terms: Terms, severity: Severity) -> Rule:
    cwe = _CREDENTIAL if terms.secrets else sighting.cwe
    secret = cwe == _CREDENTIAL
    title = f"{tool} reports a credential" if secret else sighting.title or f"{tool} reports {name.removeprefix(f'{tool}-')}"
    remedy = (
        "Withdraw the credential, and read its successor from the environment or a secret store."
        if secret
        else f"See what the documentation of {tool} says about this rule."
    )
    return Rule(name, title[:MAX_TITLE], severity, terms.confidence, remedy, cwe)


def _message(tool: str, rule: Rule, sighting: Sighting) -> str:
    """A tool that finds credentials may quote them."""
    return f"{tool} takes this for a credential." if rule.of_secrets else sighting.message or rule.title


def _any(path: RepoPath, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path.text if "/" in pattern else path.name, pattern) for pattern in patterns)
