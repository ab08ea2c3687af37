"""Judges the licences of packages and models that a change brings in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.dependency import Scope
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.dependency_licence import rules
from checks.dependency_licence.classes import Kind, category_of, judged, kind_of
from checks.dependency_licence.expressions import Leaf, NoExpression, leaves, read
from checks.dependency_licence.model_cards import card_of, may_be_card
from checks.dependency_licence.own import relation
from checks.documents.nodes import NotRead
from checks.manifests.formats import format_of
from checks.manifests.manifest import Unparsable, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.policy import Licences
    from checks.core.scene import Scene, Tree
    from checks.manifests.manifest import Manifest, Pin

# The formats that repeat what packages say of their licence.
_TELLING = frozenset({"npm", "composer-lock", "renv"})
# Of one kind in one file; the rest is counted in the last of them.
MAX_TOLD = 5


def applies_to(path: RepoPath) -> bool:
    """Lock files that tell licences, and cards of models."""
    form = format_of(path)
    return (form is not None and form.name in _TELLING) or may_be_card(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What is new in the change. Raises `Unreadable`."""
    for path in scene.scope:
        if may_be_card(path):
            yield from _card(scene, path)
        elif applies_to(path):
            yield from _lock(scene, path)


def _lock(scene: Scene, path: RepoPath) -> Iterator[Finding | NotAnalysed]:
    raw = scene.head.read(path) or b""
    try:
        now = _manifest(path, raw)
    except Unparsable as reason:
        yield NotAnalysed(path.text, f"the licences in it cannot be read: {reason}")
        return
    known = _before(scene, path)
    lines = decoded(raw).split("\n")
    told: Counter[Kind] = Counter()
    new = [pin for pin in now.pins if (pin.package.ecosystem, pin.package.name, pin.licence) not in known]
    judgements = [(pin, kind) for pin in new if (kind := _kind(pin.licence, scene.licences)) > Kind.ALLOWED and _counts(pin, kind)]
    counts = Counter(kind for _, kind in judgements)
    for pin, kind in judgements:
        told[kind] += 1
        if told[kind] <= MAX_TOLD:
            more = counts[kind] - MAX_TOLD if told[kind] == MAX_TOLD else 0
            beside = relation(scene.head, path) if kind is Kind.COPYLEFT else ""
            yield _finding(path, pin.span, lines, kind, _about(pin, kind, more) + beside)


def _counts(pin: Pin, kind: Kind) -> bool:
    """What is there for development only is not passed on; a package that says nothing at all may be the project's own."""
    if kind is Kind.UNKNOWN:
        return bool(pin.licence)
    return pin.scope is not Scope.DEVELOPMENT or kind is Kind.DENIED


def _card(scene: Scene, path: RepoPath) -> Iterator[Finding | NotAnalysed]:
    raw = scene.head.read(path) or b""
    try:
        card = card_of(raw)
    except NotRead as reason:
        yield NotAnalysed(path.text, f"its front matter cannot be read: {reason}", expected=False)
        return
    if card is None:
        return
    kind = _kind(card.licence, scene.licences)
    if kind > Kind.ALLOWED and (kind is not Kind.UNKNOWN or card.licence):
        what = "dataset" if card.dataset else "model"
        said = f"The {what} that this card describes is licensed as `{_plain(card.licence)}`: {_MEANING[kind]}"
        yield _finding(path, Span(card.line, card.line), raw.decode("utf-8", "replace").split("\n"), kind, said)


_MEANING = {
    Kind.COPYLEFT: "whoever passes on a work that contains it has to pass on all of it under the same terms.",
    Kind.NON_FREE: "commercial use, changes or passing it on may need a permission.",
    Kind.USE_RESTRICTED: "its terms forbid some uses, and may ask that they are handed on.",
    Kind.UNKNOWN: "what that permits is not known here.",
    Kind.DENIED: "the operator's policy forbids it.",
}


def _about(pin: Pin, kind: Kind, more: int) -> str:
    category = _category(pin.licence)
    named = f"`{_plain(pin.package.name)}` {_plain(pin.package.version)} is licensed as `{_plain(pin.licence)}`{category}"
    counted = f" {more} more packages of this file are licensed in this way." if more > 0 else ""
    return f"{named}: {_MEANING[kind]}{counted}"


def _category(words: str) -> str:
    try:
        found = dict.fromkeys(category_of(leaf) for leaf in leaves(read(words)))
    except NoExpression:
        return ""
    told = ", ".join(each.lower() for each in found if each)
    return f" ({told})" if told else ""


def _kind(words: str, policy: Licences) -> Kind:
    try:
        expression = read(words)
    except NoExpression:
        return Kind.DENIED if policy.denies(words, "") else Kind.ALLOWED if policy.allows(words, "") else Kind.UNKNOWN
    return judged(expression, {leaf: _of_leaf(leaf, policy) for leaf in leaves(expression)})


def _of_leaf(leaf: Leaf, policy: Licences) -> Kind:
    name = f"{leaf.name} WITH {leaf.exception}" if leaf.exception else leaf.name
    category = category_of(leaf)
    if policy.denies(name, category) or policy.denies(leaf.name, category):
        return Kind.DENIED
    return Kind.ALLOWED if policy.allows(name, category) else kind_of(leaf)


def _before(scene: Scene, path: RepoPath) -> frozenset[tuple[str, str, str]]:
    file = scene.change.file(path)
    old = file.old_path if file is not None and file.old_path is not None else path
    return frozenset((pin.package.ecosystem, pin.package.name, pin.licence) for pin in _pins(scene.base, old))


def _pins(tree: Tree, path: RepoPath) -> tuple[Pin, ...]:
    raw = tree.read(path)
    try:
        return _manifest(path, raw).pins if raw else ()
    except Unparsable:
        return ()


def _manifest(path: RepoPath, raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    form = format_of(path)
    if form is None:
        raise Unparsable("no format that is known")
    return form.parse(raw)


def _finding(path: RepoPath, span: Span, lines: list[str], kind: Kind, message: str) -> Finding:
    excerpt = "\n".join(line.rstrip("\r") for line in lines[span.first - 1 : span.last])
    return Finding(rules.BY_KIND[kind], Location(path, span), message, excerpt)


def _plain(words: str) -> str:
    return " ".join(words.replace("`", "'").split())[:80]


CHECK = Check("dependency-licence", rules.ALL, applies_to, inspect)
