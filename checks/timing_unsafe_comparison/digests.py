"""Comparisons whose time tells nothing."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes


def in_constant_time(code: Fragment) -> Changes:
    """`hmac.compare_digest` instead of the operator."""
    match code.value:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as operator], comparators=[right]) as node:
            imported = code.importing("hmac")
            negation = "not " if isinstance(operator, ast.NotEq) else ""
            call = code.instead(node, f"{negation}hmac.compare_digest({code.text(left)}, {code.text(right)})")
            return None if imported is None else [*imported, call]
        case _:
            return None
