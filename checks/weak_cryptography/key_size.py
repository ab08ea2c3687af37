"""Key sizes that last."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

# Below the first a key is too short; the second is what current guidance asks for. What is smaller is no key size.
_SHORT, _LASTING, _LEAST = 2048, 3072, 256


def long_enough(code: Fragment) -> Changes:
    """3072 bits where fewer than 2048 stand."""
    numbers = (node for node in code.nodes() if isinstance(node, ast.Constant) and type(node.value) is int)
    return [code.instead(node, str(_LASTING)) for node in numbers if isinstance(node.value, int) and _LEAST <= node.value < _SHORT]
