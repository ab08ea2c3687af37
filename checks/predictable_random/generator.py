"""The system's generator in the place of Python's own: the same methods, drawn from the kernel."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes


def from_the_system(code: Fragment) -> Changes:
    """`random.choice(…)` becomes `random.SystemRandom().choice(…)`."""
    calls = (node.func for node in code.nodes() if isinstance(node, ast.Call))
    methods = (func for func in calls if isinstance(func, ast.Attribute) and func.attr not in {"seed", "SystemRandom", "Random"})
    return [code.instead(each.value, "random.SystemRandom()") for each in methods if code.text(each.value) == "random"]
