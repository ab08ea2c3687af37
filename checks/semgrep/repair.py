"""Repairs of Python code: what a rule's match becomes when it is put right."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.finding import Fix, LineEdit
from checks.core.place import Location, Span
from checks.semgrep.fragment import Change, Fragment, fragment

if TYPE_CHECKING:
    from checks.core.pattern import Match

Changes = Sequence[Change] | None


@dataclass(frozen=True, slots=True)
class Repair:
    """How a rule's matches are put right. `change` answers None where it knows no right one. `safe` as in `Fix`."""

    change: Callable[[Fragment], Changes]
    safe: bool = True


Repairs = Mapping[str, Repair]


def repaired(repair: Repair, match: Match, source: bytes) -> Fix | None:
    """The match's fix, over whole lines; None when the repair knows none."""
    code = fragment(source, match.reach) if match.reach else None
    changes = repair.change(code) if code else None
    if not changes:
        return None
    try:
        edits = [_lines(source, change) for change in _together(source, changes)]
    except UnicodeDecodeError:
        return None
    # The place where the finding stands leads; what belongs to it elsewhere follows.
    first = next((edit for edit in edits if match.location.span and edit.span.last >= match.location.span.first), edits[0])
    further = tuple(edit for edit in edits if edit is not first)
    return Fix(Location(match.location.path, first.span), first.replacement, repair.safe, further)


def _together(source: bytes, changes: Sequence[Change]) -> list[list[Change]]:
    """Changes that share a line are one edit."""
    groups: list[list[Change]] = []
    for change in sorted(changes, key=lambda each: each.start):
        if groups and source.find(b"\n", groups[-1][-1].end, change.start) < 0:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _lines(source: bytes, changes: Sequence[Change]) -> LineEdit:
    top = source.rfind(b"\n", 0, changes[0].start) + 1
    bottom = source.find(b"\n", changes[-1].end)
    bottom = len(source) if bottom < 0 else bottom
    text, at = b"", top
    for change in changes:
        text += source[at : change.start] + change.text.encode()
        at = change.end
    text += source[at:bottom]
    first = source.count(b"\n", 0, top) + 1
    return LineEdit(Span(first, first + source.count(b"\n", top, bottom)), text.decode().replace("\r\n", "\n").removesuffix("\r"))


def setting(*values: tuple[str, str, str]) -> Callable[[Fragment], Changes]:
    """Gives named values another value: `(name, as written, instead)`, for arguments, dictionary entries and assignments."""

    def change(code: Fragment) -> Changes:
        found: list[Change] = []
        for node in code.nodes():
            for name, value in _named(node):
                found += [code.instead(value, new) for known, old, new in values if (known, old) == (name, code.text(value))]
        return found

    return change


def _named(node: ast.AST) -> list[tuple[str, ast.expr]]:
    match node:
        case ast.keyword(arg=str(name), value=value):
            return [(name, value)]
        case ast.Dict(keys=keys, values=values):
            return [(str(key.value), value) for key, value in zip(keys, values, strict=True) if isinstance(key, ast.Constant)]
        case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value):
            return [(name, value)]
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=str(name)))], value=value):
            return [(name, value)]
        case _:
            return []


def renaming(names: Mapping[str, str]) -> Callable[[Fragment], Changes]:
    """Puts another dotted name wherever one stands."""

    def change(code: Fragment) -> Changes:
        dotted = (node for node in code.nodes() if isinstance(node, ast.Attribute | ast.Name))
        return [code.instead(node, names[code.text(node)]) for node in dotted if code.text(node) in names]

    return change


def adding(argument: str, *more: str) -> Callable[[Fragment], Changes]:
    """Gives the call these arguments, of those that it does not have yet, behind its last one."""

    def change(code: Fragment) -> Changes:
        call = code.value
        if not isinstance(call, ast.Call) or any(keyword.arg is None for keyword in call.keywords):
            return None
        given = {keyword.arg for keyword in call.keywords}
        new = ", ".join(each for each in (argument, *more) if each.partition("=")[0] not in given)
        last = [*call.args, *(keyword.value for keyword in call.keywords)]
        if not last:
            end = code.place(call)[1]
            return [Change(end - 1, end - 1, new)] if new else None
        if len(last) == 1 and isinstance(last[0], ast.GeneratorExp):
            return None
        end = max(_closed(code, each) for each in last)
        return [Change(end, end, f", {new}")] if new else None

    return change


def _closed(code: Fragment, node: ast.expr) -> int:
    """Where the argument ends: brackets around it are no part of its node."""
    end = code.place(node)[1]
    start, at = code.place(node)[0], end
    before = code.source[code.start : start].rstrip()
    while before.endswith(b"(") and code.source[at:].lstrip().startswith(b")") and not before[:-1].rstrip()[-1:].isalnum():
        at = code.source.index(b")", at) + 1
        before = before[:-1].rstrip()
    return at


def either(*changes: Callable[[Fragment], Changes]) -> Callable[[Fragment], Changes]:
    """What the first of them that knows a change says."""
    return lambda code: next((found for each in changes if (found := each(code))), None)
