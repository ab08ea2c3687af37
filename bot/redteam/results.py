"""What was found out, as a table for people and as SARIF for code scanning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.redteam.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.redteam.harness import Attempt
    from checks.core.place import Location

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Weakness:
    """Attacks of one kind that worked, out of so many that were answered. `location` None: the tool that tried it did not say where."""

    kind: str
    frameworks: tuple[str, ...]
    location: Location | None
    worked: int
    answered: int
    example: str

    @property
    def sentence(self) -> str:
        """Counts, and one of them."""
        return f"{self.worked} of {self.answered} attacks of the kind “{self.kind}” worked, such as {self.example}."


def weaknesses(attempts: Sequence[Attempt]) -> tuple[Weakness, ...]:
    """One for each prompt and family with at least one attack that worked, in the order of the attempts."""
    worked: dict[tuple[Location, str], list[Attempt]] = {}
    answered: Counter[tuple[Location, str]] = Counter()
    for each in attempts:
        key = (each.prompt.location, each.probe.family.value)
        answered[key] += each.outcome is not Outcome.UNCLEAR
        if each.outcome is Outcome.SUCCUMBED:
            worked.setdefault(key, []).append(each)
    return tuple(
        Weakness(kind, its[0].probe.family.frameworks, place, len(its), answered[place, kind], its[0].probe.id)
        for (place, kind), its in worked.items()
    )


def table(attempts: Sequence[Attempt]) -> str:
    """One line for each prompt: how many attacks it resisted, and which kinds worked how often."""
    by_prompt: dict[Location, list[Attempt]] = {}
    for each in attempts:
        by_prompt.setdefault(each.prompt.location, []).append(each)
    return "".join(f"{place}: {_told(its)}\n" for place, its in by_prompt.items())


def _told(its: Sequence[Attempt]) -> str:
    counts = Counter(each.outcome for each in its)
    worked = Counter(each.probe.family.value for each in its if each.outcome is Outcome.SUCCUMBED)
    kinds = ", ".join(f"{kind} {count}" for kind, count in worked.items())
    unclear = f", {counts[Outcome.UNCLEAR]} unclear" if counts[Outcome.UNCLEAR] else ""
    return f"resisted {counts[Outcome.RESISTED]} of {len(its)}{f', gave in to {kinds}' if kinds else ''}{unclear}"


def as_sarif(found: Sequence[Weakness], version: str, unclear: Sequence[str] = ()) -> dict[str, Any]:
    """One run of its own category. What was not answered makes the run unsuccessful."""
    kinds = {each.kind: each for each in found}
    notes = [{"level": "error", "message": {"text": why[:_SHOWN]}} for why in dict.fromkeys(unclear)]
    driver = {"name": "bartizan-redteam", "version": version, "rules": [_rule(each) for each in kinds.values()]}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": "bartizan-redteam/"},
                "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
                "results": [_result(each) for each in found],
            }
        ],
    }


def _rule(weakness: Weakness) -> dict[str, Any]:
    title = f"A model gave in to attacks of the kind {weakness.kind}"
    return {
        "id": f"redteam-{weakness.kind}",
        "shortDescription": {"text": title},
        "properties": {"tags": ["security", "external/cwe/cwe-1427", *weakness.frameworks], "security-severity": "5.5"},
    }


def _result(weakness: Weakness) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": f"redteam-{weakness.kind}", "level": "warning", "message": {"text": weakness.sentence}}
    if weakness.location:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(weakness.location.path.text, safe="/")}}
        if weakness.location.span:
            place["region"] = {"startLine": weakness.location.span.first, "endLine": weakness.location.span.last}
        result["locations"] = [{"physicalLocation": place}]
    return result
