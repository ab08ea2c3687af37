"""What an expression of a template amounts to when all of its parts are constants, so that a name put together is a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checks.model_artefact.budget import Budget

_MOST, _DEPTH = 4096, 40
# Widths would let a constant of a few bytes become gigabytes.
_PERCENTS, _BRACES = re.compile(r"(?:[^%]|%[sc%])*"), re.compile(r"(?:[^{}]|\{\d?\})*")
_MAKERS = frozenset({"join", "format", "replace", "reverse", "indent", "center", "urlencode", "list", "batch"})
_METHODS = frozenset({"join", "format", "replace", "format_map", "decode", "encode", "translate"})
_PLAIN: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "trim": str.strip,
    "strip": str.strip,
    "string": str,
    "safe": str,
    "reverse": lambda text: text[::-1],
    "capitalize": str.capitalize,
    "title": str.title,
}


@dataclass(frozen=True, slots=True)
class Names:
    """What each variable of the template is set to, wherever that stands. Its methods raise `Spent`."""

    budget: Budget
    values: dict[str, list[nodes.Expr]] = field(default_factory=dict)

    def text(self, expression: nodes.Node | None, depth: int = 0) -> str | None:
        """The text that the expression is; None when it depends on something else."""
        self.budget.opcode()
        if expression is None or depth > _DEPTH:
            return None
        made = self._text(expression, depth + 1)
        return made if made is None or len(made) <= _MOST else None

    def built(self, expression: nodes.Node | None, depth: int = 0) -> bool:
        """Whether the expression puts a text together, as names that nobody is to see are made."""
        self.budget.opcode()
        if depth > _DEPTH:
            return True
        if isinstance(expression, nodes.Name):
            return any(self.built(value, depth + 8) for value in self.values.get(expression.name, ()))
        if isinstance(expression, nodes.Add):
            return any(isinstance(self.text(side), str) or self.built(side, depth + 1) for side in (expression.left, expression.right))
        if isinstance(expression, nodes.Filter):
            return expression.name in _MAKERS or self.built(expression.node, depth + 1)
        if isinstance(expression, nodes.Call):
            return isinstance(expression.node, nodes.Getattr) and expression.node.attr in _METHODS
        return isinstance(expression, nodes.Concat) or (isinstance(expression, nodes.Mod) and self.text(expression.left) is not None)

    def _text(self, expression: nodes.Node, depth: int) -> str | None:
        made = None
        match expression:
            case nodes.Const():
                made = expression.value if isinstance(expression.value, str) else None
            case nodes.TemplateData():
                made = expression.data
            case nodes.Name():
                values = self.values.get(expression.name, [])
                made = self.text(values[0], depth + 4) if len(values) == 1 else None
            case nodes.Concat():
                made = self._joined(expression.nodes, "", depth)
            case nodes.Add():
                made = self._joined((expression.left, expression.right), "", depth)
            case nodes.Mod():
                made = self._formatted(expression.left, _items(expression.right), depth)
            case nodes.Getitem():
                made = self._sliced(expression, depth)
            case nodes.Filter():
                made = self._filtered(expression.name, expression.node, expression.args, depth)
            case nodes.Call() if isinstance(expression.node, nodes.Getattr):
                made = self._method(expression.node, expression.args, depth)
        return made

    def _method(self, reached: nodes.Getattr, arguments: Sequence[nodes.Expr], depth: int) -> str | None:
        if reached.attr == "join" and arguments:
            return self._joined(_items(arguments[0]), self.text(reached.node, depth) or "", depth)
        return self._filtered(reached.attr, reached.node, arguments, depth)

    def _filtered(self, name: str, node: nodes.Node | None, arguments: Sequence[nodes.Expr], depth: int) -> str | None:
        if name == "join":
            glue = self.text(arguments[0], depth) if arguments else ""
            return self._joined(_items(node), glue, depth) if glue is not None else None
        if name == "format":
            return self._formatted(node, arguments, depth)
        text = self.text(node, depth)
        if text is None:
            return None
        if name == "replace" and len(arguments) > 1:
            old, new = self.text(arguments[0], depth), self.text(arguments[1], depth)
            return text.replace(old, new) if old and new is not None else None
        return _PLAIN[name](text) if name in _PLAIN else None

    def _joined(self, parts: Sequence[nodes.Node], glue: str, depth: int) -> str | None:
        texts = [self.text(part, depth) for part in parts]
        return glue.join(text for text in texts if text is not None) if texts and None not in texts else None

    def _formatted(self, node: nodes.Node | None, parts: Sequence[nodes.Node], depth: int) -> str | None:
        text = self.text(node, depth)
        values = tuple(part.value for part in parts if isinstance(part, nodes.Const))
        if text is None or len(values) != len(parts):
            return None
        try:
            if values and _PERCENTS.fullmatch(text):
                return text % values
            return text.format(*values) if _BRACES.fullmatch(text) else None
        except (TypeError, ValueError, LookupError, OverflowError):
            return None

    def _sliced(self, expression: nodes.Getitem, depth: int) -> str | None:
        step = expression.arg.step if isinstance(expression.arg, nodes.Slice) else None
        backwards = isinstance(step, nodes.Neg) and isinstance(step.node, nodes.Const) and step.node.value == 1
        text = self.text(expression.node, depth) if backwards else None
        return text[::-1] if text is not None else None


def _items(node: nodes.Node | None) -> Sequence[nodes.Node]:
    if isinstance(node, nodes.List | nodes.Tuple):
        return node.items
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "dict":
        return [nodes.Const(each.key) for each in node.kwargs]
    return [node] if node is not None else []
