"""What a name alone gives to think."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.package_name import rules
from checks.package_name.lookalike import likeness, listed
from checks.package_name.popular import LISTED, popular
from checks.package_name.spelling import disguised

if TYPE_CHECKING:
    from checks.core.rule import Rule

# Words of the names that models make up for what they have been asked about.
_OF_AI = frozenset(
    (
        *("ai", "llm", "llms", "gpt", "chatgpt", "openai", "anthropic", "claude", "gemini", "genai", "langchain", "langgraph", "llama"),
        *("llamaindex", "huggingface", "hf", "mcp", "rag", "ollama", "deepseek", "mistral", "embedding", "embeddings", "copilot"),
    )
)
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that the name meets. `telling`: it does so hardly by chance."""

    rule: Rule
    message: str
    telling: bool = False


def doubt(ecosystem: str, name: str) -> Doubt | None:
    """The gravest; None for a name that says nothing."""
    if hidden := disguised(name):
        said = f"{_code(name)} holds {hidden[0].lower()}: it is another package than the one that people read."
        return Doubt(rules.DISGUISED, said, telling=True)
    if like := likeness(ecosystem, name):
        said = (
            f"{_code(name)} is new here and not among the popular packages of {ecosystem}, but {_code(like.known)} is, "
            f"and the name {like.manner.value}. Names like this are registered to be installed by mistake."
        )
        return Doubt(rules.LOOKALIKE, said, like.manner.telling)
    words = set(re.split(r"[-_.]", name.lower()))
    if ecosystem in LISTED and not listed(ecosystem, name) and words & _OF_AI and not name.startswith("@"):
        said = (
            f"{_code(name)} is new here, not among the popular packages of {ecosystem} as of {popular(ecosystem).as_of}, and in no lock "
            "file of the project. Nothing was asked of the registry: whether it exists, and whose it is, is not known."
        )
        return Doubt(rules.UNKNOWN, said)
    return None


def _code(words: str) -> str:
    shown = ascii(" ".join(words.replace("`", "'").split())[:_SHOWN])[1:-1]
    return f"`{shown}`"
