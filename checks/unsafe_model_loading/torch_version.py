"""Which torch a project takes: before 2.6 its loader runs code, with and without `weights_only` (CVE-2025-32434)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core.finding import Finding, Related
from checks.core.place import Location
from checks.core.severity import Confidence, Severity
from checks.manifests.formats import format_of
from checks.manifests.project import folder_of, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.change import NotAnalysed
    from checks.core.contract import Check
    from checks.core.place import RepoPath
    from checks.core.scene import Scene, Tree
    from checks.manifests.project import Opened

# Each one that the change does not touch is fetched by itself.
MAX_MANIFESTS = 12
SAFE = (2, 6)
DEFAULT = frozenset({"unsafe-model-loading-torch-default", "unsafe-model-loading-torch-renamed"})
OLD = "unsafe-model-loading-torch-old"
_RELEASE = re.compile(r"(\d+)\.(\d+)")
_FLOOR = re.compile(r"\btorch[\"']?\s*(?:\[[^\]]*\])?[\s=:(\"']*(?:>=|~=|\^|>)\s*(\d+)\.(\d+)")
_CEILING = re.compile(r"\btorch\b[^\n#;]*?(?P<below><=?|==)\s*(?P<major>\d+)\.(?P<minor>\d+)")
_NAMES = re.compile(r"pyproject\.toml|(?:poetry|uv|pdm)\.lock|pylock.*\.toml|Pipfile(?:\.lock)?|setup\.(?:cfg|py)|environment.*\.ya?ml")


@dataclass(frozen=True, slots=True)
class Required:
    """The torch that a project takes, as it says so, whether its default is safe, and where that stands."""

    said: str
    safe: bool
    location: Location


def knowing_the_version(check: Check) -> Check:
    """The check, whose word about torch's default is weighed by the version that the project takes."""

    def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        known: dict[tuple[str, ...], Required | None] = {}
        for item in check.inspect(scene):
            if not isinstance(item, Finding) or item.rule.id not in {*DEFAULT, OLD}:
                yield item
                continue
            folders = item.location.path.folders
            if folders not in known:
                known[folders] = required(scene.head, item.location.path)
            yield from _weighed(item, known[folders])

    return replace(check, inspect=inspect)


def required(tree: Tree, path: RepoPath) -> Required | None:
    """What the manifests above a file say; exact versions before ranges, the oldest first. None when they do not tell."""
    around = {"/".join(path.folders[:depth]) for depth in range(len(path.folders) + 1)}
    manifests = [each for each in tree.paths() if format_of(each) is not None and _python(each) and folder_of(each) in around]
    nearest = sorted(manifests, key=lambda each: (-len(each.folders), each))[:MAX_MANIFESTS]
    opened, _ = read(tree, nearest)
    told = sorted(_exact(opened)) or sorted(_ranges(opened))
    if not told:
        return None
    release, said, location = told[0]
    return Required(said, release >= SAFE, location)


def _python(path: RepoPath) -> bool:
    return path.suffix in {".txt", ".in"} or _NAMES.fullmatch(path.name) is not None


def _exact(opened: Iterable[Opened]) -> Iterator[tuple[tuple[int, int], str, Location]]:
    for each in opened:
        for pin in each.manifest.pins:
            release = _RELEASE.match(pin.package.version)
            if (pin.package.ecosystem, pin.package.name) == ("PyPI", "torch") and release:
                yield (int(release[1]), int(release[2])), pin.package.version, Location(each.path, pin.span)


def _ranges(opened: Iterable[Opened]) -> Iterator[tuple[tuple[int, int], str, Location]]:
    """The lowest release of a range, or one below its highest where that is not safe itself."""
    for each in opened:
        for entry in each.manifest.not_understood:
            text = each.excerpt(entry.span) if entry.name == "torch" else ""
            ceiling, floor = _CEILING.search(text), _FLOOR.search(text)
            if ceiling and _old(ceiling):
                yield (0, 0), f"{ceiling['below']}{ceiling['major']}.{ceiling['minor']}", Location(each.path, entry.span)
            elif floor and _pair(floor) >= SAFE:
                yield _pair(floor), f"{floor[1]}.{floor[2]} or newer", Location(each.path, entry.span)


def _old(ceiling: re.Match[str]) -> bool:
    release = int(ceiling["major"]), int(ceiling["minor"])
    return release <= SAFE if ceiling["below"] == "<" else release < SAFE


def _pair(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1]), int(found[2])


def _weighed(finding: Finding, told: Required | None) -> Iterator[Finding]:
    if told is None:
        # What is wrong with the safe mode of old releases is no matter while nobody knows that it is one.
        if finding.rule.id != OLD:
            yield finding
        return
    here = f"{told.location} takes torch {told.said}"
    related = (*finding.related, Related(told.location, "The version of torch is told here."))
    if not told.safe:
        yield replace(finding, message=f"{finding.message} {here}.", related=related, confidence_here=Confidence.HIGH)
    elif finding.rule.id != OLD:
        said = f"{finding.message} {here}, whose default is the safe mode."
        yield replace(finding, message=said, related=related, severity_here=Severity.LOW)
