"""The actions that workflows and composite actions of GitHub use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, decoded, few_enough
from checks.manifests.nodes import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.manifests.nodes import Node

_ECOSYSTEM = "GitHub Actions"
_ACTION = re.compile(r"([\w.-]+/[\w.-]+)(?:/[^@\s]*)?@(\S+)")
# A tag of fewer numbers is moved to each new release.
_RELEASE = re.compile(r"v?(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_REMARK = re.compile(r"#[^#]*?\bv?(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)")


def matches(path: RepoPath) -> bool:
    """Workflows, and what makes a folder an action."""
    return path.suffix in {".yml", ".yaml"} and (path.folders == (".github", "workflows") or path.name in {"action.yml", "action.yaml"})


def parse(raw: bytes) -> Manifest:
    """A commit is the release that a remark beside it says, as people and their tools write it. Raises `Unparsable`."""
    if b"uses" not in raw:
        return Manifest(())
    lines = decoded(raw).split("\n")
    found: list[Pin | Unresolved] = []
    for node in (node for said in documents(raw) for node in _used(said)):
        few_enough(len(found) + 1)
        if not node.text.startswith("."):  # an action of this repository
            found.append(_entry(node, lines[node.line - 1]))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)))


def _used(said: Node) -> Iterator[Node]:
    jobs = list(said.at("jobs").fields.values())
    steps = [step for holder in (*jobs, said.at("runs")) for step in holder.at("steps").items]
    yield from (holder.fields["uses"] for holder in (*jobs, *steps) if "uses" in holder.fields)


def _entry(node: Node, line: str) -> Pin | Unresolved:
    action = _ACTION.fullmatch(node.text)
    if not action:
        return Unresolved(node.span, f"no action of a repository: {node.text[:60]}")
    name, reference = action[1].lower(), action[2]
    release = _RELEASE.fullmatch(reference)
    if release:
        return Pin(Package(_ECOSYSTEM, name, release[1]), node.span, replaceable=True, direct=True)
    remark = _REMARK.search(line) if _COMMIT.fullmatch(reference) else None
    if remark:
        return Pin(Package(_ECOSYSTEM, name, remark[1]), node.span, direct=True, hashes=(f"sha1:{reference}",))
    return Unresolved(node.span, f"{name[:80]} names no release: {reference[:40]}", _ECOSYSTEM, name)


FORMAT = Format("actions", matches, parse, lock=False)
