"""The dependencies in setup.cfg, as setuptools reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Scope
from checks.core.place import Span
from checks.manifests.manifest import Format, Include, Manifest, Pin, Unresolved, decoded, few_enough
from checks.manifests.python.requirement import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"\[([^\]]+)\]\s*")
_KEY = re.compile(r"([\w.-]+)\s*[=:](.*)")
_SCOPES = {
    "install_requires": Scope.PRODUCTION,
    "install-requires": Scope.PRODUCTION,
    "setup_requires": Scope.BUILD,
    "setup-requires": Scope.BUILD,
    "tests_require": Scope.DEVELOPMENT,
    "tests-require": Scope.DEVELOPMENT,
}


def parse(raw: bytes) -> Manifest:
    """One requirement in a line. Raises `Unparsable`."""
    found: list[Pin | Unresolved] = []
    includes: list[Include] = []
    for requirement, span, scope in _stated(decoded(raw)):
        few_enough(len(found) + len(includes) + 1)
        if requirement.startswith("file:"):
            includes += [Include(name.strip(), span) for name in requirement.removeprefix("file:").split(",") if name.strip()]
        else:
            found.append(entry(requirement, span, scope=scope))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved)), tuple(includes))


def _stated(text: str) -> Iterator[tuple[str, Span, Scope]]:
    """Indented lines continue the key above."""
    section, scope = "", None
    for number, physical in enumerate(text.split("\n"), start=1):
        line = physical.strip()
        if not line or line.startswith(("#", ";")):
            continue
        header, key = _SECTION.fullmatch(line), _KEY.fullmatch(line)
        if physical[:1].isspace():
            value = line
        elif header:
            section, scope, value = header[1].strip(), None, ""
        else:
            scope = _scope(section, key[1]) if key else None
            value = key[2].strip() if key else ""
        if value and scope is not None:
            yield re.split(r"\s#", value)[0].strip(), Span(number, number), scope


def _scope(section: str, key: str) -> Scope | None:
    """None for keys that name no packages."""
    if section == "options.extras_require":
        return Scope.OPTIONAL
    return _SCOPES.get(key) if section == "options" else None


FORMAT = Format("setup.cfg", lambda path: path.name == "setup.cfg", parse, lock=False)
