"""Finds models that change without anything in the change that says so, and digests that are not those of the file beside them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from checks.core.change import FileStatus, NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, RepoPath, Span
from checks.core.rule import Rule
from checks.core.scene import Unreadable
from checks.core.severity import Confidence, Severity
from checks.documents.nodes import NotRead
from checks.lifecycle.programs import aside, is_weights
from checks.model_digest.sums import ALGORITHMS, digests, is_sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.scene import Scene, Tree

MISMATCH = Rule(
    "model-digest-mismatch",
    "A model is not the one whose digest is written beside it",
    Severity.HIGH,
    Confidence.HIGH,
    "Find out which of the two was exchanged; take model and digest from the same place.",
    "CWE-345",
)
SILENT = Rule(
    "model-digest-silent-change",
    "A model changes and nothing in the change says so",
    Severity.MEDIUM,
    Confidence.MEDIUM,
    "Write the new digest, and where the model comes from, into the model card, a digest file or the bill of materials.",
    "CWE-353",
)
_RECORDS = re.compile(
    r"\.(?:cdx|spdx)\.json$|^(?:bom|sbom|ml-?bom)[\w.-]*\.(?:json|xml)$|^dvc\.lock$|^mlmodel$|^model_index\.json$", re.IGNORECASE
)
_CARDS = frozenset({"readme.md", "model_card.md", "modelcard.md", "model-card.md", "changelog.md"})
_SIGNATURES = (".sig", ".sigstore", ".sigstore.json", ".intoto.jsonl", ".publish.attestation")


def applies_to(path: RepoPath) -> bool:
    """Models, and files of digests."""
    return is_sums(path) or is_weights(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Both ways round: a model with its digests, and digests with their models. Raises `Unreadable` for neither: others tell of it."""
    seen: set[tuple[RepoPath, RepoPath]] = set()
    for path in scene.scope:
        if is_sums(path):
            yield from _compared(scene, path, seen)
        elif is_weights(path):
            told: list[Finding | NotAnalysed] = [each for beside in _beside(scene.head, path) for each in _compared(scene, beside, seen)]
            yield from told
            if not told:
                yield from _silent(scene, path)


def _beside(tree: Tree, model: RepoPath) -> list[RepoPath]:
    return [path for path in tree.paths() if path.folders == model.folders and is_sums(path)]


def _compared(scene: Scene, sums: RepoPath, seen: set[tuple[RepoPath, RepoPath]]) -> Iterator[Finding | NotAnalysed]:
    """Told at the digest, or at the model where only that is new."""
    tree = scene.head
    try:
        said = digests(sums, tree.read(sums) or b"")
    except (NotRead, Unreadable) as reason:
        yield NotAnalysed(sums.text, f"the digests in it cannot be read: {reason}", expected=False)
        return
    for path in tree.paths():
        if path.folders != sums.folders or path.name not in said or not is_weights(path) or (sums, path) in seen:
            continue
        seen.add((sums, path))
        digest, line = said[path.name]
        content = _content(tree, path)
        if content is None or len(digest) not in ALGORITHMS:
            continue
        real = hashlib.new(ALGORITHMS[len(digest)], content, usedforsecurity=False).hexdigest()
        if real != digest:
            place = Location(sums, Span(line, line))
            named = f"`{_plain(path.name)}` has the {ALGORITHMS[len(digest)]} `{real[:16]}…`"
            message = f"{named}, and `{_plain(sums.name)}` says `{digest[:16]}…`."
            yield Finding(MISMATCH, place if scene.change.introduces(place) else Location(path), message, f"{path.name} {digest}")


def _silent(scene: Scene, model: RepoPath) -> Iterator[Finding]:
    file = scene.change.file(model)
    if file is None or file.status is FileStatus.ADDED or aside(model):
        return
    old = _content(scene.base, file.old_path or model)
    new = _content(scene.head, model)
    if old is None or new is None or old == new or any(_speaks(scene, path, model) for path in _left(scene)):
        return
    now = hashlib.sha256(new).hexdigest()
    message = (
        f"`{_plain(model.name)}` is another file than before (sha256 `{now[:16]}…`), and no model card, digest, signature or bill of "
        "materials in this change says where it comes from."
    )
    yield Finding(SILENT, Location(model), message, now)


def _left(scene: Scene) -> list[RepoPath]:
    """What the change leaves at head, besides what went."""
    return [file.path for file in scene.change.files if file.status is not FileStatus.REMOVED]


def _speaks(scene: Scene, path: RepoPath, model: RepoPath) -> bool:
    """Whether the changed file records the model: beside it by its name, or further up by naming it."""
    name = path.name.lower()
    if path == model:
        return False
    if path.folders == model.folders and (name in _CARDS or name.startswith(f"{model.name.lower()}.") or name.endswith(_SIGNATURES)):
        return True
    if not (_RECORDS.search(path.name) or is_sums(path) or name in _CARDS):
        return False
    content = _content(scene.head, path)
    return content is not None and model.name.encode() in content


def _content(tree: Tree, path: RepoPath) -> bytes | None:
    """None for what is not there or cannot be had, such as a pointer to a large file: that is told elsewhere."""
    try:
        return tree.read(path)
    except Unreadable:
        return None


def _plain(words: str) -> str:
    return " ".join(words.replace("`", "'").split())[:80]


CHECK = Check("model-digest", (MISMATCH, SILENT), applies_to, inspect)
