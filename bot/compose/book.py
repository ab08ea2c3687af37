"""What there is to read about rules: the pages of the checks."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from bot.conversation.facts import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.core.contract import Check


class CheckBook:
    """Fulfils `bot.conversation.facts.Book` with the README of each check."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._rules = {rule.id: (check, rule) for check in checks for rule in check.rules}

    def page(self, rule: str) -> Page | None:
        """The rule's page; None for a rule of another release."""
        if rule not in self._rules:
            return None
        check, known = self._rules[rule]
        whole = files(f"checks.{check.id.replace('-', '_')}").joinpath("README.md").read_text(encoding="utf-8")
        # The title is told already, and a comment's headings are small.
        text = whole.partition("\n## ")[2].replace("\n## ", "\n#### ")
        return Page(known.title, known.remedy, f"#### {text}")
