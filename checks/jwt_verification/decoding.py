"""Calls that decode a token, put right where they say with which key and algorithms."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks.semgrep.fragment import Change
from checks.semgrep.repair import setting

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

# The token and the key.
_GIVEN = 2


def verified(code: Fragment) -> Changes:
    """Switches the check of the signature on; a call without key or algorithms would only fail then."""
    call = code.value
    if not isinstance(call, ast.Call):
        return None
    named = {keyword.arg for keyword in call.keywords}
    keyed = len(call.args) >= _GIVEN or "key" in named
    if not keyed or "algorithms" not in named or any(_empty(value) for value in (*call.args, *(each.value for each in call.keywords))):
        return None
    return setting(("verify", "False", "True"), ("verify_signature", "False", "True"))(code)


def _empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in {None, ""}


def without_none(code: Fragment) -> Changes:
    """Takes `none` out of a list that names other algorithms."""
    for node in code.nodes():
        if isinstance(node, ast.List) and any(map(_is_none, node.elts)):
            kept = [code.text(each) for each in node.elts if not _is_none(each)]
            return [Change(*code.place(node), f"[{', '.join(kept)}]")] if kept else None
    return None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == "none"
