"""The resources that a file describes, whichever language it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.cloud_exposure.hcl import body_of
from checks.documents.jsonc import tree
from checks.documents.nodes import MAX_NODES, Node, NotRead, documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath

_STACK = re.compile(rb"AWS::[A-Z]")
_NOTHING = frozenset({"null", "~"})
_TERRAFORM = (".tf", ".tf.json")
_STACKS = (".yml", ".yaml", ".json", ".template")


@dataclass(frozen=True, slots=True)
class Resource:
    """`kind` is the provider's name for it, such as `aws_s3_bucket`, `data.aws_iam_policy_document` or `AWS::S3::Bucket`."""

    kind: str
    body: Node


def is_terraform(path: RepoPath) -> bool:
    """Whether Terraform would read the file."""
    return path.name.endswith(_TERRAFORM)


def may_describe(path: RepoPath) -> bool:
    """Whether the file's name is that of a description of resources; workflows are others' matter."""
    return is_terraform(path) or (path.suffix in _STACKS and path.folders[:1] != (".github",))


def concerns(path: RepoPath, raw: bytes) -> bool:
    """Whether there can be resources in it."""
    return is_terraform(path) or _STACK.search(raw) is not None


def resources(path: RepoPath, raw: bytes) -> Iterator[Resource]:
    """What the file describes. Raises `NotRead`."""
    if path.name.endswith(".tf"):
        yield from _terraform(body_of(raw))
        return
    # What has no ending of its own may be either.
    is_json = path.suffix == ".json" or (path.suffix == ".template" and raw.lstrip().startswith(b"{"))
    for document in [tree(raw)] if is_json else told_out(raw):
        yield from _terraform(document) if is_terraform(path) else _stack(document)


def told_out(raw: bytes) -> list[Node]:
    """The documents of YAML whose aliases, each told out, are no more than anybody writes. Raises `NotRead`."""
    found = documents(raw)
    waiting, count = [*found], 0
    while waiting:
        here = waiting.pop()
        count += len(here.fields) + len(here.items)
        if count > MAX_NODES:
            raise NotRead(f"its aliases stand for more than {MAX_NODES:,} values")
        waiting += [*here.fields.values(), *here.items]
    return found


def spread(node: Node | None) -> list[Node]:
    """The items of a list; what is none, or has to be computed, stands for itself."""
    if node is None:
        return []
    return [node] if node.tag else node.items or [node]


def each(node: Node, *path: str) -> list[Node]:
    """All that stands below these names, through every list and repeated block on the way."""
    here = [node]
    for name in path:
        here = [found for one in here for found in spread(one.fields.get(name))]
    return here


def literal(node: Node) -> str:
    """The text that is written there; empty for what refers to something else or has to be computed."""
    text = node.text
    return "" if node.tag or text in _NOTHING or any(mark in text for mark in ("${", "%{", "{{")) else text


def says(node: Node, *path: str) -> str:
    """The first literal below these names, in lower case."""
    return next((text.lower() for found in each(node, *path) if (text := literal(found))), "")


def _terraform(document: Node) -> Iterator[Resource]:
    for top, prefix in (("resource", ""), ("data", "data.")):
        for block in each(document, top):
            for kind, named in block.fields.items():
                for one in spread(named):
                    for body in (found for each_name in one.fields.values() for found in spread(each_name)):
                        if says(body, "count") != "0":
                            yield Resource(prefix + kind, body)


def _stack(document: Node) -> Iterator[Resource]:
    for described in document.at("Resources").fields.values():
        kind = literal(described.at("Type"))
        if kind.startswith("AWS::"):
            yield Resource(kind, described.at("Properties"))
