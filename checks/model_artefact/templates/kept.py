"""Where chat templates are kept: in files of their own, and in the JSON that describes a tokenizer or a processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_SUFFIXES = (".jinja", ".jinja2", ".j2")
_CONVERSATION = re.compile(rb"\bmessages\b")
_TURN = re.compile(rb"add_generation_prompt|bos_token|eos_token|\brole\b")


def is_template(name: str, data: bytes) -> bool:
    """Whether it is a chat template and not a page or a configuration file: it speaks of messages and of whose turn it is."""
    lowered = name.lower()
    named = lowered.rpartition("/")[2].startswith("chat_template") or "/chat_templates/" in f"/{lowered}"
    return lowered.endswith(_SUFFIXES) and (named or (_CONVERSATION.search(data) is not None and _TURN.search(data) is not None))


def templates_in(document: object, budget: Budget) -> Iterator[str]:
    """Every chat template of a JSON document, whichever of two equal keys a reader takes; objects are lists of pairs. Raises `Spent`."""
    waiting: list[tuple[Any, bool]] = [(document, False)]
    while waiting:
        value, template = waiting.pop()
        budget.opcode()
        if isinstance(value, str) and template:
            yield value
        elif isinstance(value, list):
            waiting.extend((each, template) for each in value)
        elif isinstance(value, tuple):
            key, inner = value
            waiting.append((inner, template or "chat_template" in key))
