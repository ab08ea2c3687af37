"""Finds artefacts of which the provenance beside them speaks no longer, and those that lost theirs when they changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, RepoPath
from checks.core.rule import Rule
from checks.core.scene import Unreadable
from checks.core.severity import Confidence, Severity
from checks.provenance.statements import Unusable, is_provenance, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.scene import Scene, Tree

MISMATCH = Rule(
    id="provenance-digest-mismatch",
    title="An artefact is not the one that its provenance speaks of",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    remedy="Take the artefact and its provenance from the same build.",
    cwe="CWE-345",
)
REMOVED = Rule(
    id="provenance-removed",
    title="An artefact changed and lost its provenance",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    remedy="Add the provenance of the new artefact, or say in the change why there is none.",
    cwe="CWE-353",
)
# What is published and signed as one file.
_ARTEFACTS = (
    *(".whl", ".tar.gz", ".tgz", ".zip", ".jar", ".war", ".nupkg", ".gem", ".crate", ".deb", ".apk", ".exe", ".wasm"),
    *(".safetensors", ".gguf", ".onnx", ".pt", ".pth", ".bin", ".keras", ".h5"),
)
# Provenance file, then its artefacts beside it with the digests that it gives for each.
Spoken = dict[RepoPath, dict[RepoPath, set[str]]]


def applies_to(path: RepoPath) -> bool:
    """Whether it is provenance, or something that may have some."""
    return is_provenance(path.name) or path.name.endswith(_ARTEFACTS)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Only what the change touches on one side or the other. Signatures are not checked."""
    touched = {path for path in scene.scope if applies_to(path)}
    folders = {path.folders for path in touched}
    gaps: list[NotAnalysed] = []
    spoken = _spoken(scene.head, folders, gaps)
    for file, artefacts in sorted(spoken.items()):
        for artefact, digests in sorted(artefacts.items()):
            if file in touched or artefact in touched:
                yield from _compared(scene.head, file, artefact, digests, touched)
    yield from gaps
    covered = {artefact for artefacts in spoken.values() for artefact in artefacts}
    yield from _lost(scene, folders, touched - covered)


def _spoken(tree: Tree, folders: set[tuple[str, ...]], gaps: list[NotAnalysed]) -> Spoken:
    here = {path for path in tree.paths() if path.folders in folders}
    found: Spoken = {}
    for path in sorted(here):
        if not is_provenance(path.name):
            continue
        try:
            said = subjects(path.name, tree.read(path) or b"")
        except (Unusable, Unreadable) as reason:
            gaps.append(NotAnalysed(path.text, f"the provenance in it cannot be read: {reason}"))
            continue
        beside: dict[RepoPath, set[str]] = defaultdict(set)
        by_name = {each.name: each for each in here if each.folders == path.folders}
        for name, digest in said:
            if name in by_name:
                beside[by_name[name]].add(digest)
        found[path] = dict(beside)
    return found


def _compared(tree: Tree, file: RepoPath, artefact: RepoPath, digests: set[str], touched: set[RepoPath]) -> Iterator[Finding | NotAnalysed]:
    try:
        digest = hashlib.sha256(tree.read(artefact) or b"").hexdigest()
    except Unreadable as reason:
        yield NotAnalysed(artefact.text, f"not compared with {file}: {reason}")
        return
    if digest not in digests:
        yield Finding(
            rule=MISMATCH,
            location=Location(artefact if artefact in touched else file, None),
            message=(
                f"`{file}` speaks of `{artefact.name}` with the SHA-256 {min(digests)}; the file beside it has {digest}. Either it is "
                "not what was built, or the statement is another build's. The digest was checked; the signature was not."
            ),
            excerpt="",
        )


def _lost(scene: Scene, folders: set[tuple[str, ...]], uncovered: set[RepoPath]) -> Iterator[Finding]:
    """Artefacts that had provenance at the base, are others now, and have none. What could not be read there is not missed here."""
    for file, artefacts in sorted(_spoken(scene.base, folders, []).items()):
        for artefact in sorted(uncovered & artefacts.keys()):
            if scene.head.read(file) is None and scene.base.read(artefact) != scene.head.read(artefact):
                yield Finding(
                    rule=REMOVED,
                    location=Location(artefact, None),
                    message=f"`{artefact.name}` is another one than before, and `{file}`, which said where it came from, is gone.",
                    excerpt="",
                )


CHECK = Check("provenance", (MISMATCH, REMOVED), applies_to, inspect)
