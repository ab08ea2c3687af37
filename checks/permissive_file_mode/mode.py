"""Modes and masks as numbers, with the bits cleared that let others write."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

_OTHERS_WRITE = 0o022
_MOST = 0o7777


def owner_only(code: Fragment) -> Changes:
    """The same mode without write permission for group and others."""
    return [code.instead(node, f"0o{mode & ~_OTHERS_WRITE:o}") for node, mode in _numbers(code) if mode & 0o002]


def masked(code: Fragment) -> Changes:
    """The usual mask instead of none."""
    return [code.instead(node, "0o022") for node, mode in _numbers(code) if mode == 0]


def _numbers(code: Fragment) -> Iterator[tuple[ast.Constant, int]]:
    for node in code.nodes():
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value <= _MOST:
            yield node, node.value
