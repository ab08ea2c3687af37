"""Exemptions written in the form of the policy file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from config.policy_file import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.core.policy import Exemption

# What a path pattern would take for a wildcard.
_WILD = re.compile(r"([*?\[])")


def literal(path: str) -> str:
    """The pattern that means this path and no other."""
    return _WILD.sub(r"[\1]", path)


def write(exemptions: Iterable[Exemption]) -> str:
    """A policy file that says nothing else; `config.policy_file.parse` reads it back."""
    entries = [
        {
            "rule": each.rule,
            "path": each.path,
            "reason": each.reason,
            **({"until": each.until} if each.until else {}),
            **({"owner": each.owner} if each.owner else {}),
        }
        for each in exemptions
    ]
    return yaml.safe_dump({"version": VERSION, "exemptions": entries}, sort_keys=False, allow_unicode=True, width=10_000)
