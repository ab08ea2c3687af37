"""Which file is read by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.dependency_source import javascript_settings, pip_settings, project_settings
from checks.dependency_source.stated import Kind, Stated
from checks.manifests.formats import format_of
from checks.manifests.manifest import few_enough
from checks.manifests.python import conda, requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checks.core.place import RepoPath, Span
    from checks.manifests.manifest import Format

    Reader = Callable[[bytes], Iterator[Stated]]

_BY_NAME: dict[str, Reader] = {
    "pip.conf": pip_settings.settings,
    "pip.ini": pip_settings.settings,
    "pyproject.toml": project_settings.pyproject,
    "uv.toml": project_settings.uv,
    "Pipfile": project_settings.pipfile,
    ".npmrc": javascript_settings.npmrc,
    ".yarnrc": javascript_settings.yarnrc,
    ".yarnrc.yml": javascript_settings.yarnrc_yml,
    "bunfig.toml": javascript_settings.bunfig,
    "package.json": javascript_settings.package_json,
}
_NOT_OURS = frozenset({"node_modules", "vendor", "testdata"})


def reader_of(path: RepoPath) -> Reader | None:
    """None for files that say nothing about where packages come from."""
    if _NOT_OURS.intersection(path.folders):
        return None
    found = _BY_NAME.get(path.name)
    if found is None and requirements.matches(path):
        found = pip_settings.requirements
    if found is None and conda.environment(path):
        found = pip_settings.environment
    form = format_of(path)
    if found is None and form is not None and form.lock:
        found = _lock(form)
    return found


def stated(reader: Reader, raw: bytes) -> list[Stated]:
    """All of it, on lines that the file has. Raises `Unparsable`, also for more than any project needs."""
    found: list[Stated] = []
    for each in reader(raw):
        few_enough(len(found) + 1)
        found.append(each)
    return found


def _lock(form: Format) -> Reader:
    def read(raw: bytes) -> Iterator[Stated]:
        """One statement for each server, on the line of the first package from there."""
        first: dict[str, tuple[Span, str]] = {}
        for pin in form.parse(raw).pins:
            scheme, mark, rest = pin.source.partition("://")
            if mark:
                first.setdefault(f"{scheme}://{rest.partition('/')[0]}", (pin.span, pin.package.name))
        for server, (span, name) in first.items():
            yield Stated(Kind.LOCKED, server, span, name)

    return read
