"""The package.json of npm, Yarn, pnpm and Bun: what a person asks for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Scope
from checks.core.place import Span
from checks.manifests.javascript.specifier import entry
from checks.manifests.json_keys import key_lines
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough
from checks.manifests.objects import document
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTIONS = {
    "dependencies": Scope.PRODUCTION,
    "optionalDependencies": Scope.OPTIONAL,
    "peerDependencies": Scope.PRODUCTION,
    "devDependencies": Scope.DEVELOPMENT,
}
# Versions that replace what other packages ask for: npm's and Bun's word, Yarn's, pnpm's.
_OVERRIDES = (("overrides",), ("resolutions",), ("pnpm", "overrides"))
# npm lets an override be given per parent, and per parent of that.
MAX_LEVELS = 6
Path = tuple[str, ...]


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    written, said = document(raw)
    wanted = asked(said)
    if not wanted:
        return Manifest(())
    lines = key_lines(written)
    spans = [lines.get(path, Span(1, 1)) for path, _, _, _ in wanted]
    crowded = Counter(spans)
    found = [
        entry(name, spec, span, scope, replaceable=crowded[span] == 1)
        for (_, name, spec, scope), span in zip(wanted, spans, strict=True)
    ]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)))


def asked(said: dict[str, Any]) -> list[tuple[Path, str, str, Scope]]:
    """Everything that names a package: its keys from the outside in, the name, what is asked for, when. Raises `Unparsable`."""
    wanted: list[tuple[Path, str, str, Scope]] = []
    for each in (*_sections(said), *_overridden(said)):
        few_enough(len(wanted))
        wanted.append(each)
    return wanted


def _sections(said: dict[str, Any]) -> Iterator[tuple[Path, str, str, Scope]]:
    for section, scope in _SECTIONS.items():
        for name, spec in table(said.get(section)).items():
            yield (section, name), name, text(spec), scope


def _overridden(said: dict[str, Any]) -> Iterator[tuple[Path, str, str, Scope]]:
    """`$name` refers to what is asked for above, and says nothing of its own."""
    for path in _OVERRIDES:
        inner: Any = said
        for key in path:
            inner = table(inner).get(key)
        waiting = [(path, "", table(inner))]
        while waiting:
            place, parent, its = waiting.pop()
            for key, spec in its.items():
                name = parent if key == "." else _overriding(key)
                if isinstance(spec, dict) and len(place) < MAX_LEVELS:
                    waiting.append(((*place, key), name, spec))
                elif not text(spec).startswith("$"):
                    yield (*place, key), name, text(spec), Scope.PRODUCTION


def _overriding(key: str) -> str:
    """The package meant by `parent>name`, `**/name`, `parent/name` or `name@range`."""
    last = key.rpartition(">")[2]
    parts = last.split("/")
    name = "/".join(parts[-2:]) if len(parts) > 1 and parts[-2].startswith("@") else parts[-1]
    at = name.find("@", 1)
    return name if at < 0 else name[:at]


FORMAT = Format("package.json", lambda path: path.name == "package.json", parse, "npm install {name}@{version}", lock=False)
