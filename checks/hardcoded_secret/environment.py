"""Secrets that come from the environment."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

# Where Python keeps it; this is written into the code repaired and read by nobody here.
_MODULE = "os"


def from_the_environment(code: Fragment) -> Changes:
    """An assigned literal becomes a look-up under the name that it is assigned to."""
    match code.tree.body[0]:
        case ast.Assign(targets=[target], value=ast.Constant(value=str()) as value):
            pass
        case ast.AnnAssign(target=target, value=ast.Constant(value=str()) as value):
            pass
        case _:
            return None
    name = _name(target)
    imported = code.importing(_MODULE) if name else None
    return None if imported is None else [*imported, code.instead(value, f'{_MODULE}.environ["{name}"]')]


def _name(target: ast.expr) -> str:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name.upper() if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,60}", name) else ""
        case _:
            return ""
