"""A parser's feature, switched off."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes


def feature_off(code: Fragment) -> Changes:
    """`False` for the value of `setFeature`."""
    match code.value:
        case ast.Call(func=ast.Attribute(attr="setFeature"), args=[_, value]):
            return [code.instead(value, "False")]
        case _:
            return None
