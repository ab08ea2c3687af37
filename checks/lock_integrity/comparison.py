"""One lock file beside what it was, and beside the manifests of its project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.severity import Confidence, Severity
from checks.lock_integrity import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checks.core.dependency import Package
    from checks.core.place import Span
    from checks.core.rule import Rule
    from checks.manifests.manifest import Manifest, Pin

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """A rule that an entry meets. `span` None: the file as a whole, for what is not there any more."""

    rule: Rule
    message: str
    span: Span | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


def sights(now: Manifest, before: Manifest, written: Sequence[Manifest]) -> Iterator[Sight]:
    """`written`: manifests of the same project at head that people write."""
    yield from digests(_by_release(now.pins), _by_release(before.pins))
    yield from _scripts(now.pins, before.pins)
    yield from _unasked(now.pins, before.pins, written)
    yield from _other_versions(now.pins, before.pins, written)


def digests(now: Mapping[Package, Sequence[Pin]], before: Mapping[Package, Sequence[Pin]]) -> Iterator[Sight]:
    """The same release with other digests, or without."""
    lost: list[Package] = []
    for package, pins in now.items():
        old = _digests(before.get(package, ()))
        new = _digests(pins)
        if old and not new:
            lost.append(package)
        shared = old.keys() & new.keys()
        for algorithm in sorted(shared):
            gone, come = old[algorithm] - new[algorithm], new[algorithm] - old[algorithm]
            # A release gets further files; what it has does not become something else.
            if gone and come:
                yield _changed(pins[0], algorithm, whole=not old[algorithm] & new[algorithm])
                break
    if lost:
        yield Sight(rules.LOST, f"{listed(sorted(lost))} had a digest before and {'has' if len(lost) == 1 else 'have'} none now.")


def _changed(pin: Pin, algorithm: str, *, whole: bool) -> Sight:
    release = f"`{plain(pin.package.name)}` {plain(pin.package.version)}"
    if whole:
        said = f"{release} is the same release as before, but its {algorithm} is another: somebody exchanged what is fetched, or this line."
        return Sight(rules.DIGEST, said, pin.span)
    said = f"Some of the digests ({algorithm}) of {release} were exchanged for others, although the release is the same."
    return Sight(rules.DIGEST, said, pin.span, Severity.MEDIUM, Confidence.MEDIUM)


def _scripts(now: Iterable[Pin], before: Iterable[Pin]) -> Iterator[Sight]:
    """One for packages that were there without a script, one for those that come with one."""
    old: dict[str, bool] = defaultdict(bool)
    for pin in before:
        old[pin.package.name] |= pin.install_script
    with_script = [pin for pin in now if pin.install_script and not old.get(pin.package.name)]
    changed = [pin for pin in with_script if pin.package.name in old]
    fresh = [pin for pin in with_script if pin.package.name not in old]
    if changed:
        said = f"{listed([pin.package for pin in changed])} did nothing when installed before, and now runs a script of its own."
        yield Sight(rules.SCRIPT, said, changed[0].span)
    if fresh:
        said = f"{listed([pin.package for pin in fresh])} is new here and runs a script of its own while it is installed."
        yield Sight(rules.SCRIPT, said, fresh[0].span, confidence=Confidence.LOW)


def _unasked(now: Sequence[Pin], before: Iterable[Pin], written: Sequence[Manifest]) -> Iterator[Sight]:
    """Only where the lock tells which packages are the project's own, and what each package asks for."""
    if not any(pin.direct for pin in now) or not any(pin.needs for pin in now):
        return
    asked = {need for pin in now for need in pin.needs}
    asked |= {each.package.name for manifest in written for each in manifest.pins}
    asked |= {each.name for manifest in written for each in manifest.not_understood}
    known = {pin.package.name for pin in before}
    for pin in now:
        if pin.direct is False and pin.package.name not in asked | known:
            said = f"Neither the project nor any locked package asks for `{plain(pin.package.name)}` {plain(pin.package.version)}."
            yield Sight(rules.STRANGER, said, pin.span)


def _other_versions(now: Iterable[Pin], before: Iterable[Pin], written: Sequence[Manifest]) -> Iterator[Sight]:
    """Where every manifest that names the package names it at exact versions, and the lock holds none of them."""
    exact: dict[tuple[str, str], set[str]] = defaultdict(set)
    for manifest in written:
        for pin in manifest.pins:
            exact[pin.package.ecosystem, pin.package.name].add(pin.package.version)
    loose = {(entry.ecosystem, entry.name) for manifest in written for entry in manifest.not_understood}
    held: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in now:
        held[pin.package.ecosystem, pin.package.name].append(pin)
    was = {pin.package for pin in before}
    for key, pins in held.items():
        wanted = exact.get(key)
        if wanted and key not in loose and wanted.isdisjoint(pin.package.version for pin in pins) and pins[0].package not in was:
            told = f"`{plain(pins[0].package.name)}` is locked at {plain(pins[0].package.version)}"
            yield Sight(rules.OTHER, f"{told}, but the manifest asks for {plain(', '.join(sorted(wanted)[:_NAMED]))}.", pins[0].span)


def _by_release(pins: Iterable[Pin]) -> dict[Package, list[Pin]]:
    found: dict[Package, list[Pin]] = defaultdict(list)
    for pin in pins:
        found[pin.package].append(pin)
    return found


def _digests(pins: Iterable[Pin]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pin in pins:
        for each in pin.hashes:
            algorithm, _, digest = each.partition(":")
            found[algorithm].add(digest)
    return found


def listed(packages: Sequence[Package]) -> str:
    """Their names in code, the first six; then how many more there are."""
    names = list(dict.fromkeys(f"`{plain(each.name)}`" for each in packages))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def plain(words: str) -> str:
    """What may stand between backticks."""
    return " ".join(words.replace("`", "'").split())[:80]
