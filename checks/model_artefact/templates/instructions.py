"""Text that a template says to the model behind the back of those who talk to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

from checks.model_artefact.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.model_artefact.templates.fold import Names

_CONCEALED = re.compile(
    r"(?:do not|don't|never|without) (?:mention|reveal|tell|inform|disclose|say|show)(?:ing|ling)? (?:\w+ ){0,4}"
    r"(?:user|this|these|them|instruction)"
    r"|(?:ignore|disregard|forget|override) (?:\w+ ){0,3}(?:instruction|prompt|rule|guideline|safety|polic)"
    r"|!\[[^\]]*\]\(https?://"
    r"|(?:send|post|upload|forward|exfiltrate) (?:\w+ ){0,6}(?:to|at) https?://",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"\b(?:always|must|should|ensure|make sure|instead|include|insert|recommend|respond|answer|pretend|refuse|claim|append|use|write)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z .@'-]{2,}")
_LEAST = 25


def instructions(every: Iterable[nodes.Node], names: Names) -> Iterator[Observation]:
    """What the template tells the model to conceal, or tells it only when the conversation has a certain word. Raises `Spent`."""
    for node in every:
        if isinstance(node, nodes.TemplateData | nodes.Const | nodes.Concat):
            text = names.text(node) or ""
            if _CONCEALED.search(text):
                yield Observation("template-instruction")
        elif isinstance(node, nodes.If) and _on_content(node.test, names) and _orders(node, names):
            yield Observation("template-trigger")


def _on_content(test: nodes.Node, names: Names) -> bool:
    for compare in (*([test] if isinstance(test, nodes.Compare) else []), *test.find_all(nodes.Compare)):
        sides = [compare.expr, *(operand.expr for operand in compare.ops)]
        words = [text for side in sides if (text := names.text(side)) and _WORD.fullmatch(text)]
        if words and any(_content(side, names) for side in sides):
            return True
    return False


def _content(side: nodes.Node, names: Names) -> bool:
    used = [each.name for each in (side, *side.find_all(nodes.Name)) if isinstance(each, nodes.Name)]
    return any(_reads(each, names) for each in (side, *(value for name in used for value in names.values.get(name, ())[:8])))


def _reads(side: nodes.Node, names: Names) -> bool:
    """Whether the expression takes the content of a message."""
    return any(
        (isinstance(each, nodes.Getattr) and each.attr == "content")
        or (isinstance(each, nodes.Getitem) and names.text(each.arg) == "content")
        for each in (side, *side.find_all((nodes.Getattr, nodes.Getitem)))
    )


def _orders(node: nodes.If, names: Names) -> bool:
    inner = [each for part in node.body for each in (part, *part.find_all((nodes.TemplateData, nodes.Output, nodes.Assign)))]
    said = [each.data for each in inner if isinstance(each, nodes.TemplateData)]
    said += [names.text(each) or "" for output in inner if isinstance(output, nodes.Output) for each in output.nodes]
    said += [names.text(each.node) or "" for each in inner if isinstance(each, nodes.Assign)]
    text = " ".join(said)
    return len(text) > _LEAST and _IMPERATIVE.search(text) is not None
