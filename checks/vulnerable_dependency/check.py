"""Finds releases with known defects that a change brings in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.dependency import AdvisoriesUnavailable, Advisory
from checks.core.finding import Finding, Related
from checks.core.place import Location
from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.manifests.formats import format_of, is_doubtful
from checks.manifests.project import Opened, folder_of, read
from checks.vulnerable_dependency.introduced import Arrival, arrivals, split
from checks.vulnerable_dependency.message import about, edited, only_pip_audit
from checks.vulnerable_dependency.opinion import Opinion, second_opinion
from checks.vulnerable_dependency.paths import Way, way_to
from checks.vulnerable_dependency.remedy import Repair, advice
from checks.vulnerable_dependency.weight import confidence, for_development, severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.scene import Scene

VULNERABLE = Rule(
    id="vulnerable-dependency-known-vulnerability",
    title="A dependency has a known vulnerability",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    remedy="Use the nearest release that no advisory names.",
    cwe="CWE-1395",
    frameworks=("owasp-top10-2021:A06",),
)
MALICIOUS = Rule(
    id="vulnerable-dependency-malicious-package",
    title="A dependency is known to be malicious",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    remedy="Remove the package and treat the machines that installed it as compromised.",
    cwe="CWE-506",
    frameworks=("owasp-top10-2021:A08",),
)
MAX_NOTED = 10
# Read for the inventory; OSV has no word for them.
UNPUBLISHED = frozenset({"CocoaPods", "Helm"})
# Their advisories are only fetched where the operator asks for them.
ON_REQUEST = frozenset({"Debian", "Ubuntu", "Alpine"})


def applies_to(path: RepoPath) -> bool:
    """Whether the file names dependencies in a format we read."""
    return format_of(path) is not None


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """Findings for what the change introduces. Raises `AdvisoriesUnavailable` when nothing can be looked up."""
    head, gaps = read(scene.head, [path for path in scene.scope if applies_to(path)])
    if not gaps and all(is_doubtful(path) for path in scene.scope) and not any(_says_something(each) for each in head):
        return
    scene.knowledge.snapshot()
    yield from gaps
    locks = [each for each in head if each.format.lock]
    locked = {(folder_of(each.path), pin.package.ecosystem, pin.package.name) for each in locks for pin in each.manifest.pins}
    for opened in head:
        yield from _unresolved(opened, locked, scene.change)
    moved = {file.old_path: file.path for file in scene.change.files if file.old_path is not None and applies_to(file.path)}
    arrived = arrivals(head, _before(scene, head, moved), moved)
    opinion = second_opinion(scene.tools, [package for each in arrived for package in (each.package, *each.before)])
    yield from _unconfirmed(arrived, opinion)
    unheard: dict[tuple[str, str], list[RepoPath]] = defaultdict(list)
    for arrival in arrived:
        try:
            yield from _judged(arrival, scene, opinion)
        except AdvisoriesUnavailable as reason:  # about this ecosystem: the others can still be judged
            unheard[arrival.package.ecosystem, str(reason)] += [place.opened.path for place in arrival.places]
    yield from (_unheard(ecosystem, why, paths) for (ecosystem, why), paths in unheard.items())


def _says_something(opened: Opened) -> bool:
    return bool(opened.manifest.pins or opened.manifest.not_understood)


def _unheard(ecosystem: str, why: str, paths: Sequence[RepoPath]) -> NotAnalysed:
    """One note for each ecosystem. What nobody publishes or fetches by default, nobody expects."""
    first, *others = dict.fromkeys(paths)
    more = f"; the same holds for {', '.join(map(str, others[:MAX_NOTED]))}" if others else ""
    rest = f" and {len(others) - MAX_NOTED} more" if len(others) > MAX_NOTED else ""
    return NotAnalysed(first.text, f"{why}{more}{rest}", expected=ecosystem.partition(":")[0] not in UNPUBLISHED | ON_REQUEST)


def _before(scene: Scene, head: Sequence[Opened], moved: Mapping[RepoPath, RepoPath]) -> list[Opened]:
    """The base's manifests of the same projects, under their old names too. What cannot be read there persists nowhere.

    Not every file that may be one is opened: of scripts, only those that head reads too.
    """
    projects, own = {folder_of(opened.path) for opened in head}, {opened.path for opened in head} | set(moved)
    near = [path for path in scene.base.paths() if (folder_of(path) in projects or path in moved) and applies_to(path)]
    return read(scene.base, [path for path in near if path in own or not is_doubtful(path)])[0]


def _judged(arrival: Arrival, scene: Scene, opinion: Opinion) -> Iterator[Finding | NotAnalysed]:
    if arrival.package.ecosystem in UNPUBLISHED:
        raise AdvisoriesUnavailable(f"no advisories about {arrival.package.ecosystem} are published that could be looked up")
    introduced, persisted = split(arrival, scene.knowledge)
    path = arrival.places[0].opened.path
    if persisted:
        ids = ", ".join(each.id for each in persisted[:MAX_NOTED])
        clean = scene.knowledge.first_clean(arrival.package)
        needs = f"; it needs {clean}" if clean else ""
        yield NotAnalysed(path.text, f"{arrival.package.name} {arrival.package.version} still has {ids}, as before{needs}", expected=False)
    differing = _differing(arrival, [*introduced, *persisted], opinion)
    if introduced:
        yield _finding(arrival, introduced, scene, differing)
    elif differing and not persisted:
        yield _doubtful(arrival, differing)


def _differing(arrival: Arrival, advisories: Sequence[Advisory], opinion: Opinion) -> tuple[str, ...]:
    """What pip-audit named for the version before as well is no news."""
    known = {each for old in arrival.before for each in opinion.named.get(old, ())}
    return tuple(each for each in opinion.differs(arrival.package, advisories) if each not in known)


def _finding(arrival: Arrival, advisories: Sequence[Advisory], scene: Scene, differing: Sequence[str]) -> Finding:
    malicious = any(each.malicious for each in advisories)
    place, knowledge = arrival.places[0], scene.knowledge
    ids = {each for advisory in advisories for each in advisory.ids}
    repair = Repair(knowledge.first_without(arrival.package, ids), knowledge.first_clean(arrival.package))
    what = advice(arrival.package, repair, place.opened.format, _way(arrival, scene))
    return Finding(
        rule=MALICIOUS if malicious else VULNERABLE,
        location=Location(place.opened.path, place.pin.span),
        message=about(arrival.package, advisories, what, differing, for_development=for_development(arrival)),
        excerpt=place.opened.excerpt(place.pin.span),
        fix=edited(place, repair.clean) if repair.clean is not None and not malicious else None,
        related=_related(arrival),
        severity_here=severity(arrival, advisories, repairable=repair.best is not None),
        confidence_here=confidence(arrival, advisories, disputed=bool(differing)),
        advisories=tuple(advisories),
    )


def _way(arrival: Arrival, scene: Scene) -> Way | None:
    """For a package that only a lock file names; what people wrote beside it is read, changed or not."""
    place = arrival.places[0]
    if not place.opened.format.lock:
        return None
    folder = folder_of(place.opened.path)
    beside = [path for path in scene.head.paths() if folder_of(path) == folder and applies_to(path) and not is_doubtful(path)]
    written = [each for each in read(scene.head, beside)[0] if not each.format.lock]
    return way_to(arrival.package.name, place.opened, written)


def _doubtful(arrival: Arrival, ids: Sequence[str]) -> Finding:
    place = arrival.places[0]
    return Finding(
        rule=VULNERABLE,
        location=Location(place.opened.path, place.pin.span),
        message=only_pip_audit(arrival.package, ids),
        excerpt=place.opened.excerpt(place.pin.span),
        related=_related(arrival),
        severity_here=Severity.MEDIUM,
        confidence_here=Confidence.MEDIUM,
        advisories=tuple(Advisory((each,), arrival.package, "", None) for each in ids),
    )


def _related(arrival: Arrival) -> tuple[Related, ...]:
    """The include line makes this change answerable for a file that it does not touch."""
    first, *others = arrival.places
    locked = [
        Related(Location(place.opened.path, place.pin.span), "Used here." if place.pin.stated_in else "Locked here.") for place in others
    ]
    included = [Related(first.opened.included_at, "Included here.")] if first.opened.included_at else []
    return (*included, *locked)


def _unresolved(opened: Opened, locked: AbstractSet[tuple[str, str, str]], change: Change) -> Iterator[NotAnalysed]:
    """One note per manifest: new entries without an exact version cannot be looked up, unless a lock file beside it has one."""
    folder, included = folder_of(opened.path), change.file(opened.path) is None
    entries = [
        each
        for each in opened.manifest.not_understood
        if (folder, each.ecosystem, each.name) not in locked and (included or change.introduces(Location(opened.path, each.span)))
    ]
    if entries:
        named = "; ".join(f"line {each.span.first}: {each.why}" for each in entries[:MAX_NOTED])
        more = f"; and {len(entries) - MAX_NOTED} more" if len(entries) > MAX_NOTED else ""
        yield NotAnalysed(opened.path.text, f"not a package at an exact version: {named}{more}", expected=False)


def _unconfirmed(arrived: Sequence[Arrival], opinion: Opinion) -> Iterator[NotAnalysed]:
    unheard = set(opinion.unheard(each.package for each in arrived))
    why = opinion.failed or "it gave no answer about some of the packages"
    paths = {each.places[0].opened.path for each in arrived if each.package in unheard}
    yield from (NotAnalysed(path.text, f"pip-audit could not confirm: {why}") for path in sorted(paths))


CHECK = Check("vulnerable-dependency", (VULNERABLE, MALICIOUS), applies_to, inspect)
