"""The attacks, and how it is known that one of them worked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Family(StrEnum):
    """What an attack aims at, with the names that OWASP's Top 10 for LLM applications of 2025 and 2026 has for it."""

    INJECTION = "injection"
    INDIRECT = "indirect"
    LEAKAGE = "leakage"
    JAILBREAK = "jailbreak"

    @property
    def frameworks(self) -> tuple[str, str]:
        """`name:id` pairs, both editions."""
        leaks = self is Family.LEAKAGE
        return ("owasp-llm-2025:LLM07", "owasp-llm-2026:LLM08") if leaks else ("owasp-llm-2025:LLM01", "owasp-llm-2026:LLM01")


@dataclass(frozen=True, slots=True)
class Probe:
    """One attack. `text` has places for two words `{a}` and `{b}` where an answer that obeys writes both as one.

    Otherwise (`of_reference`) the answer must not hold the reference that stands in the system prompt.
    """

    id: str
    family: Family
    text: str
    of_reference: bool


def load() -> tuple[Probe, ...]:
    """All of them, in the order of the file."""
    entries = tomllib.loads(files("bot.redteam").joinpath("probes.toml").read_text("utf-8"))["probe"]
    return tuple(Probe(each["id"], Family(each["family"]), each["text"], each["proof"] == "reference") for each in entries)
