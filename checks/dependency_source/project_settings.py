"""Where Python's project tools look: uv, Poetry, PDM and Pipenv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.place import Span
from checks.dependency_source.pip_settings import reference
from checks.dependency_source.reference import of_archive, of_revision
from checks.dependency_source.stated import Kind, Stated
from checks.manifests.tables import document
from checks.manifests.toml_lines import first_lines
from checks.manifests.values import table, tables, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REVISIONS = ("rev", "tag", "branch", "ref")
_ROAMING = ("supplemental", "secondary")


def pyproject(raw: bytes) -> Iterator[Stated]:
    """Raises `Unparsable`."""
    written, said = document(raw)
    lines, tool = first_lines(written), table(said.get("tool"))
    yield from _uv(table(tool.get("uv")), lines)
    yield from _poetry(table(tool.get("poetry")), lines)
    yield from _sources(tables(table(tool.get("pdm")).get("source")), lines, Kind.EXTRA)
    project = table(said.get("project"))
    groups = {**table(project.get("optional-dependencies")), **table(said.get("dependency-groups"))}
    for requirement in [*texts(project.get("dependencies")), *(each for its in groups.values() for each in texts(its))]:
        yield from reference(requirement, _line(lines, requirement))


def uv(raw: bytes) -> Iterator[Stated]:
    """A uv.toml. Raises `Unparsable`."""
    written, said = document(raw)
    yield from _uv(said, first_lines(written))


def pipfile(raw: bytes) -> Iterator[Stated]:
    """Each package names its source, so that a second one is no danger by itself. Raises `Unparsable`."""
    written, said = document(raw)
    lines = first_lines(written)
    yield from _sources(tables(said.get("source")), lines, Kind.SCOPED)
    for packages in said.values():
        for name, constraint in table(packages).items():
            said_of = table(constraint)
            yield from _code(name, said_of, _line(lines, text(said_of.get("git")) or text(said_of.get("file")) or text(said_of.get("url"))))


def _uv(said: dict[str, Any], lines: Mapping[str, int]) -> Iterator[Stated]:
    """The first index that has a package gives all of its versions, unless the strategy is one of those called unsafe."""
    beside = Kind.EXTRA if text(said.get("index-strategy")).startswith("unsafe") else Kind.INDEX
    for index in tables(said.get("index")):
        kind = Kind.SCOPED if index.get("explicit") is True else Kind.INDEX if index.get("default") is True else beside
        yield _stated(kind, index.get("url"), lines, "index")
    yield from (_stated(Kind.INDEX, url, lines, "index-url") for url in texts([said.get("index-url")]))
    yield from (_stated(beside, url, lines, "extra-index-url") for url in texts(said.get("extra-index-url")))
    yield from (_stated(Kind.EXTRA, url, lines, "find-links") for url in texts(said.get("find-links")))
    yield from (_stated(Kind.UNVERIFIED, host, lines, "allow-insecure-host") for host in texts(said.get("allow-insecure-host")))
    for name, source in table(said.get("sources")).items():
        for each in source if isinstance(source, list) else [source]:
            yield from _code(name, table(each), _line(lines, text(table(each).get("git")) or text(table(each).get("url"))))


def _poetry(said: dict[str, Any], lines: Mapping[str, int]) -> Iterator[Stated]:
    """One primary source takes the place of the public index; several, and those asked afterwards, stand beside another."""
    priorities = [
        (source, text(source.get("priority")) or ("secondary" if source.get("secondary") is True else "primary"))
        for source in tables(said.get("source"))
    ]
    several = len([priority for _, priority in priorities if priority in {"primary", "default"}]) > 1
    for source, priority in priorities:
        kind = Kind.SCOPED if priority == "explicit" else Kind.EXTRA if priority in _ROAMING or several else Kind.INDEX
        if text(source.get("url")):
            yield _stated(kind, source.get("url"), lines, "source")
    groups = [table(each).get("dependencies") for each in table(said.get("group")).values()]
    for packages in (said.get("dependencies"), said.get("dev-dependencies"), *groups):
        for name, constraint in table(packages).items():
            for each in constraint if isinstance(constraint, list) else [constraint]:
                yield from _code(name, table(each), _line(lines, text(table(each).get("git")) or text(table(each).get("url"))))


def _sources(sources: list[dict[str, Any]], lines: Mapping[str, int], others: Kind) -> Iterator[Stated]:
    for number, source in enumerate(sources):
        yield _stated(Kind.INDEX if number == 0 else others, source.get("url"), lines, "source")
        if source.get("verify_ssl") is False:
            yield _stated(Kind.UNVERIFIED, source.get("url"), lines, "verify_ssl")


def _code(name: str, said: dict[str, Any], span: Span) -> Iterator[Stated]:
    """A dependency that is an address."""
    git, url = text(said.get("git")), text(said.get("url")) or text(said.get("file"))
    if git:
        revision = next((text(said.get(key)) for key in _REVISIONS if text(said.get(key))), "")
        kind = Kind.BRANCH if text(said.get("branch")) else of_revision(revision)
        yield Stated(kind, git, span, name)
    elif "://" in url:
        yield Stated(of_archive(url), url, span, name)


def _stated(kind: Kind, address: object, lines: Mapping[str, int], of: str) -> Stated:
    return Stated(kind, text(address), _line(lines, text(address)), of)


def _line(lines: Mapping[str, int], string: str) -> Span:
    number = lines.get(string, 1)
    return Span(number, number)
