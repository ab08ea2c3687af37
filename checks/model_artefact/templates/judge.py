"""One chat template judged by its syntax tree. It is parsed and never rendered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateError, nodes

from checks.model_artefact import limits
from checks.model_artefact.budget import Spent
from checks.model_artefact.observation import Observation
from checks.model_artefact.templates.fold import Names
from checks.model_artefact.templates.instructions import instructions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model_artefact.budget import Budget

_DUNDER = re.compile(r"^__|__$|__\w+__")
_KNOWN = re.compile(
    r"__(?:class|bases?|mro|subclasses|globals|builtins|import|init|dict|getattribute|getitem|reduce(?:_ex)?|call|code|self|new|func|loader|spec)__"
)
# Attributes by which frames, code, classes and their namespaces are reached without two underscores.
_REACHING_NAMES = (
    "mro subclasses gi_frame gi_code cr_frame cr_code ag_frame ag_code f_globals f_builtins f_locals f_back f_code tb_frame tb_next co_code"
    " func_globals func_code im_func im_self im_class popen system eval exec import_module check_output getstatusoutput"
)
# What Jinja or a web framework puts into every template and no chat template has a use for, beyond calling it.
_GIVEN_NAMES = "cycler joiner namespace lipsum self config request session url_for get_flashed_messages g current_app app"
_CALLED_NAMES = "open eval exec getattr setattr globals locals vars compile breakpoint input lipsum"
_FILTER_NAMES = "map selectattr rejectattr groupby sort sum unique min max"
_REACHING, _GIVEN = frozenset(_REACHING_NAMES.split()), frozenset(_GIVEN_NAMES.split())
_CALLED, _BY_ATTRIBUTE = frozenset(_CALLED_NAMES.split()), frozenset(_FILTER_NAMES.split())
# A block of one known library, which Jinja itself has not.
_GENERATION = re.compile(r"\{%-?\s*(?:end)?generation\s*-?%\}")
_TEXT = re.compile(r"__\w+__|\|\s*attr\s*\(|\.popen|\.mro\b")
_ENVIRONMENT = Environment(extensions=["jinja2.ext.loopcontrols"])  # noqa: S701 - nothing is ever rendered


def judge_template(text: str, budget: Budget) -> set[Observation]:
    """What is to be said of a template. Raises `Spent`."""
    if len(text) > limits.TEMPLATE:
        raise Spent("limit-template")
    try:
        tree = _ENVIRONMENT.parse(_GENERATION.sub("", text))
    except (TemplateError, RecursionError, MemoryError, ValueError, OverflowError):
        guilty = {Observation("template-escape", _TEXT.findall(text)[0])} if _TEXT.search(text) else set()
        return guilty | {Observation("not-parsed", "the chat template")}
    try:
        return _judged(list(_every(tree, budget)), budget)
    except RecursionError:
        return {Observation("not-parsed", "the chat template")}


def _judged(every: list[nodes.Node], budget: Budget) -> set[Observation]:
    names = Names(budget)
    for node in every:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name) and isinstance(node.node, nodes.Expr):
            names.values.setdefault(node.target.name, []).append(node.node)
    seen = {each for node in every for each in _said(node, names)}
    return seen | set(instructions(every, names))


def _every(tree: nodes.Node, budget: Budget) -> Iterator[nodes.Node]:
    waiting: list[nodes.Node] = [tree]
    while waiting:
        budget.opcode()
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def _said(node: nodes.Node, names: Names) -> Iterator[Observation]:
    match node:
        case nodes.Getattr():
            yield from _reached(node.node, node.attr, names)
        case nodes.Getitem():
            yield from _item(node, names)
        case nodes.Filter():
            yield from _filter(node, names)
        case nodes.Call():
            yield from _call(node, names)
        case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
            yield Observation("template-include")
        case nodes.Keyword() if _DUNDER.search(node.key):
            yield Observation("template-escape", node.key)
        case nodes.Name() if _DUNDER.search(node.name):
            yield Observation("template-escape", node.name)
        case nodes.Const() | nodes.Concat() | nodes.Add() | nodes.Mod():
            if found := _KNOWN.search(names.text(node) or ""):
                yield Observation("template-name", found[0])


def _reached(of: nodes.Node, name: str, names: Names) -> Iterator[Observation]:
    if _DUNDER.search(name) or name in _REACHING:
        yield Observation("template-escape", name)
    elif name.startswith("_"):
        yield Observation("template-object", name)
    elif isinstance(of, nodes.Name) and of.name in _GIVEN and of.name not in names.values:
        yield Observation("template-object", f"{of.name}.{name}")


def _item(node: nodes.Getitem, names: Names) -> Iterator[Observation]:
    name = names.text(node.arg)
    if name is not None:
        yield from _reached(node.node, name, names)
    elif names.built(node.arg):
        yield Observation("template-computed")


def _filter(node: nodes.Filter, names: Names) -> Iterator[Observation]:
    keywords = [each.value for each in node.kwargs if each.key == "attribute"]
    first = [names.text(each) for each in node.args[:1]]
    if node.name == "attr" or first == ["attr"]:
        wanted = node.args[1:] if first == ["attr"] else [*node.args, *(each.value for each in node.kwargs)]
        for each in wanted[:1]:
            name = names.text(each)
            yield from _reached(node, name, names) if name is not None else iter([Observation("template-computed")])
    elif node.name in _BY_ATTRIBUTE:
        for each in (*keywords, *node.args[:1]):
            for part in (names.text(each) or "").split("."):
                yield from _reached(node, part, names) if part else ()
        if any(names.text(each) is None and names.built(each) for each in keywords):
            yield Observation("template-computed")
    if first and node.name == "map" and names.text(node.args[0]) is None:
        yield Observation("template-computed")


def _call(node: nodes.Call, names: Names) -> Iterator[Observation]:
    of = node.node
    if isinstance(of, nodes.Name) and of.name in _CALLED and of.name not in names.values:
        yield Observation("template-object", of.name)
    if isinstance(of, nodes.Getattr) and of.attr in {"format", "format_map"}:
        text = names.text(of.node)
        if text is None or re.search(r"\{[^{}]*[.\[]", text):
            yield Observation("template-format")
