"""Where npm, Yarn, pnpm and Bun look: their settings, and addresses in package.json."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.dependency_source.reference import of_archive, of_npm
from checks.dependency_source.stated import Kind, Stated
from checks.manifests.javascript.package_json import asked
from checks.manifests.json_keys import key_lines
from checks.manifests.manifest import decoded
from checks.manifests.nodes import documents
from checks.manifests.objects import document as json_document
from checks.manifests.tables import document as toml_document
from checks.manifests.toml_lines import lines_of
from checks.manifests.values import table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_NPMRC = re.compile(r"(?:(@[^:=\s]++):)?(registry|strict-ssl)\s*=\s*(.*)")
_YARNRC = re.compile(r'"?(?:(@[^:"\s]++):)?(registry|strict-ssl)"?\s+"?([^"\s]+)"?')
_CODE = re.compile(r"(?:(?:git\+[a-z]+|git|ssh)://|(?:github|gitlab|bitbucket|gist):)\S+|git@\S+|[\w-][\w.-]*/[\w.-]+(?:#\S*)?")
_GIT = re.compile(r"https?://[^#]+\.git(?:#.*)?")


def npmrc(raw: bytes) -> Iterator[Stated]:
    """The settings of npm and pnpm. Raises `Unparsable`."""
    yield from _lines(decoded(raw), _NPMRC)


def yarnrc(raw: bytes) -> Iterator[Stated]:
    """The settings of Yarn 1. Raises `Unparsable`."""
    yield from _lines(decoded(raw), _YARNRC)


def _lines(written: str, setting: re.Pattern[str]) -> Iterator[Stated]:
    for number, line in enumerate(written.split("\n"), start=1):
        found = setting.fullmatch(line.strip())
        if not found:
            continue
        scope, key, value = found[1] or "", found[2], found[3].strip("\"' ")
        if key == "registry":
            yield Stated(Kind.SCOPED if scope else Kind.INDEX, value, Span(number, number), f"{scope}:registry" if scope else key)
        elif value == "false":
            yield Stated(Kind.UNVERIFIED, "every registry", Span(number, number), key)


def yarnrc_yml(raw: bytes) -> Iterator[Stated]:
    """The settings of Yarn since 2. Raises `Unparsable`."""
    for said in documents(raw):
        server = said.fields.get("npmRegistryServer")
        if server:
            yield Stated(Kind.INDEX, server.text, server.span, "npmRegistryServer")
        for scope, facts in said.at("npmScopes").fields.items():
            its = facts.at("npmRegistryServer")
            if its.text:
                yield Stated(Kind.SCOPED, its.text, its.span, f"@{scope}")
        for host in said.at("unsafeHttpWhitelist").items:
            yield Stated(Kind.UNVERIFIED, host.text, host.span, "unsafeHttpWhitelist")
        strict = said.at("enableStrictSsl")
        if strict.text == "false":
            yield Stated(Kind.UNVERIFIED, "every registry", strict.span, "enableStrictSsl")


def bunfig(raw: bytes) -> Iterator[Stated]:
    """Bun's settings. Raises `Unparsable`."""
    written, said = toml_document(raw)
    lines, install = lines_of(written), table(said.get("install"))
    registry = text(install.get("registry")) or text(table(install.get("registry")).get("url"))
    if registry:
        yield Stated(Kind.INDEX, registry, lines.of("install", "registry"), "registry")
    for scope, facts in table(install.get("scopes")).items():
        address = text(facts) or text(table(facts).get("url"))
        if address:
            yield Stated(Kind.SCOPED, address, lines.of("install", "scopes", scope), scope)


def package_json(raw: bytes) -> Iterator[Stated]:
    """Dependencies that are addresses. Raises `Unparsable`."""
    written, said = json_document(raw)
    wanted = [(path, name, spec) for path, name, spec, _ in asked(said) if "/" in spec or spec.startswith(("gist:", "git@"))]
    lines = key_lines(written) if wanted else {}
    for path, name, spec in wanted:
        span = lines.get(path, Span(1, 1))
        if _GIT.fullmatch(spec) or _CODE.fullmatch(spec):
            yield Stated(of_npm(spec), spec, span, name)
        elif spec.startswith(("http://", "https://")):
            yield Stated(of_archive(spec), spec, span, name)
