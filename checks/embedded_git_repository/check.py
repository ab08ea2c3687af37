"""Finds files that together are a bare git repository, whose configuration git obeys for whoever enters the folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import FileKind
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.change import NotAnalysed
    from checks.core.place import RepoPath
    from checks.core.scene import Scene

EMBEDDED = Rule(
    id="embedded-git-repository",
    title="An embedded bare git repository",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    remedy="Remove it; where a test needs a repository, let the test make one, or keep it in an archive.",
    cwe="CWE-829",
)
# A repository's settings stand beside its HEAD, or where `commondir` points.
_SETTINGS = ("commondir", "config")
_PARTS = frozenset({"head", *_SETTINGS})
# What git takes for the HEAD of a repository: a reference, or a commit of either length.
_HEAD = re.compile(rb"ref:\s*refs/|[0-9a-f]{40}(?:[0-9a-f]{24})?\s*$")
# Settings whose value git runs, or that bring in settings from elsewhere.
_RUNS = re.compile(
    r"(?:^|[\]\s])(?:fsmonitor|hookspath|sshcommand|pager|editor|askpass|gitproxy|textconv|external|command|driver|cmd|clean|smudge|process"
    r"|helper|program|path|uploadpack|receivepack|proxy|worktree|vcs|recordhook|alternaterefscommand|packobjectshook)\s*=|^\s*\[\s*alias\b",
    re.IGNORECASE,
)


def applies_to(path: RepoPath) -> bool:
    """Whether the file bears a name that git looks for; some file systems do not tell `head` from `HEAD`."""
    return path.name.lower() in _PARTS


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """One finding for each repository of which the change holds the head or the settings. Raises `Unreadable`."""
    touched = {path.folders for path in scene.scope if applies_to(path)}
    here: dict[tuple[str, ...], dict[str, RepoPath]] = {}
    for path in scene.head.paths():
        if path.folders in touched and applies_to(path):
            here.setdefault(path.folders, {})[path.name.lower()] = path
    linked = {file.path.folders for file in scene.change.files if file.kind is FileKind.SYMLINK and file.path.name.lower() == "head"}
    for folder, parts in sorted(here.items()):
        head = parts.get("head")
        settings = [parts[name] for name in _SETTINGS if name in parts]
        if settings and (folder in linked or (head is not None and _HEAD.match(scene.head.read(head) or b""))):
            yield _finding(scene, folder, settings[0])


def _finding(scene: Scene, folder: tuple[str, ...], settings: RepoPath) -> Finding:
    lines = (scene.head.read(settings) or b"").decode("utf-8", "replace").splitlines()
    elsewhere = 1 if settings.name.lower() == "commondir" else None
    running = next((number for number, line in enumerate(lines, start=1) if _RUNS.search(line)), elsewhere)
    line = running or 1
    place = f"The folder `{'/'.join(folder)}`" if folder else "The root"
    consequence = "and its settings name a program or other settings" if running else "whose settings git obeys"
    return Finding(
        rule=EMBEDDED,
        location=Location(settings, Span(line, line) if lines else None),
        message=f"{place} is a bare git repository, {consequence}. Editors, prompts and scanners that run git there run what they say.",
        excerpt=lines[line - 1] if lines else "",
        severity_here=Severity.HIGH if running else None,
    )


CHECK = Check("embedded-git-repository", (EMBEDDED,), applies_to, inspect)
