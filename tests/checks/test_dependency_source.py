"""Where packages come from: what an address tells, and the endings that examples cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.core import Change, ChangedFile, FileStatus, Finding, NotAnalysed, RepoPath, Scene, Span, ToolFailed
from checks.dependency_source.check import CHECK
from checks.dependency_source.reference import of_npm, of_pip, of_revision
from checks.dependency_source.stated import Kind, Stated
from tests.fakes import FakeAdvisories, FakeTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.core import Package, PatternReport, RulePack, ScanReport


class NoTools:
    """Nothing is run for this check."""

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        raise ToolFailed("no pattern is asked for here")

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        raise ToolFailed("no package is asked about here")

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        raise ToolFailed("no engine is asked for here")


def scene(base: dict[str, str], head: dict[str, str], moved: dict[str, str] | None = None) -> Scene:
    sides = [FakeTree({name: text.encode() for name, text in files.items()}) for files in (base, head)]
    scope = tuple(RepoPath(name) for name in sorted(head) if base.get(name) != head[name])
    old = {name: RepoPath(was) for name, was in (moved or {}).items()}
    files = tuple(ChangedFile(path, FileStatus.MODIFIED, None, old.get(path.text)) for path in scope)
    return Scene(Change("b" * 40, "a" * 40, files), sides[0], sides[1], scope, NoTools(), FakeAdvisories())


def found(base: dict[str, str], head: dict[str, str], moved: dict[str, str] | None = None) -> list[Finding]:
    return [each for each in CHECK.inspect(scene(base, head, moved)) if isinstance(each, Finding)]


def address(text: str) -> Stated:
    return Stated(Kind.INDEX, text, Span(1, 1))


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://u:p@Index.example:8443/simple", "index.example"),
        ("git+ssh://git@code.example/x.git", "code.example"),
        ("https://a@b@index.example", "index.example"),
        ("../wheels", ""),
        ("index.example", ""),
    ],
)
def test_an_address_tells_its_server(text: str, host: str) -> None:
    assert address(text).host == host


@pytest.mark.parametrize("text", ["https://u:p@h.example", "https://u:@x:p@h.example", "git+https://0123456789abcdef0123@h.example/x"])
def test_a_credential_is_told_from_a_name(text: str) -> None:
    assert address(text).secret


@pytest.mark.parametrize(
    "text",
    [
        *("https://h.example", "ssh://git@h.example", "https://u:$P@h.example", "https://${A}:${B}@h.example"),
        *("https://u:@h.example", "u:p@h.example"),
    ],
)
def test_what_stands_in_the_place_of_a_credential_is_none(text: str) -> None:
    assert not address(text).secret


@pytest.mark.parametrize("text", ["http://h.example", "git+http://h.example/x", "git://h.example/x", "HTTP://h.example"])
def test_a_line_without_encryption_is_told(text: str) -> None:
    assert address(text).plain


@pytest.mark.parametrize("text", ["https://h.example", "http://localhost:3141/x", "http://127.0.0.1", "http://[::1]:80/", "git+ssh://h.example"])
def test_an_encrypted_line_and_the_machine_itself_are_no_danger(text: str) -> None:
    assert not address(text).plain


@pytest.mark.parametrize(
    ("revision", "kind"),
    [
        ("0123456789abcdef0123456789abcdef01234567", Kind.FIXED),
        ("0123abc", Kind.FIXED),
        ("v1.2.3", Kind.TAG),
        ("release/1.2", Kind.TAG),
        ("app-1.2.3-rc1", Kind.TAG),
        ("main", Kind.BRANCH),
        ("", Kind.BRANCH),
        ("a-" * 100_000, Kind.BRANCH),
    ],
)
def test_a_revision_is_fixed_named_or_moving(revision: str, kind: Kind) -> None:
    assert of_revision(revision) is kind


def test_the_user_of_an_address_is_no_revision() -> None:
    assert of_pip("git+ssh://git@code.example/x.git#egg=x") is Kind.BRANCH
    assert of_pip("git+ssh://git@code.example/x.git@v1#egg=x") is Kind.TAG
    assert of_npm("user/x#semver:^1.0.0") is Kind.BRANCH


def test_no_word_of_a_credential_is_repeated() -> None:
    line = "--extra-index-url http://build:kR7xP2mQ9vT4@index.example/simple\n"

    findings = found({}, {"requirements.txt": line})

    assert {finding.rule.id.removeprefix("dependency-source-") for finding in findings} == {"extra-index", "plain-http", "credentials"}
    assert not any("kR7xP2mQ9vT4" in finding.message + finding.excerpt for finding in findings)


def test_what_a_renamed_file_said_before_is_no_news() -> None:
    text = "--extra-index-url https://index.example/simple\n"

    assert found({"requirements.txt": text}, {"deps/requirements.txt": text}, {"deps/requirements.txt": "requirements.txt"}) == []


def test_another_address_in_the_place_of_one_is_news() -> None:
    (finding,) = found({".npmrc": "registry=https://one.example/\n"}, {".npmrc": "registry=https://two.example/\n"})

    assert finding.rule.id == "dependency-source-new-registry"
    assert "`two.example`" in finding.message


def test_one_primary_source_of_poetry_stands_alone_and_two_do_not() -> None:
    one = '[[tool.poetry.source]]\nname = "a"\nurl = "https://a.example"\n'
    two = one + '[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"\n'

    assert [finding.rule.id for finding in found({}, {"pyproject.toml": one})] == ["dependency-source-new-registry"]
    assert [finding.rule.id for finding in found({}, {"pyproject.toml": two})] == ["dependency-source-extra-index"]


@pytest.mark.parametrize("wanted", ["../a", "./a", "file:../a", "link:a/b", "workspace:a/b", "npm:@own/a@^1.0.0", "^1.0.0"])
def test_what_lies_beside_and_what_a_registry_has_is_no_address(wanted: str) -> None:
    assert found({}, {"package.json": f'{{"dependencies": {{"a": "{wanted}"}}}}'}) == []


def test_a_lock_file_of_another_language_keeps_nothing() -> None:
    manifest = '{\n"dependencies": {"a": "github:user/a"}}'

    findings = found({}, {"package.json": manifest, "uv.lock": "version = 1\n"})

    assert [finding.rule.id for finding in findings] == ["dependency-source-mutable-reference"]


def test_the_lock_file_of_a_workspace_keeps_its_members() -> None:
    manifest = '{\n"dependencies": {"a": "github:user/a"}}'

    assert found({}, {"packages/a/package.json": manifest, "yarn.lock": "# yarn lockfile v1\n"}) == []


def test_each_new_server_of_a_lock_file_is_told_once() -> None:
    entry = '"node_modules/%s": {"version": "1.0.0", "resolved": "https://%s/x.tgz"}'
    lock = [entry % ("a", "r.example"), *(entry % (name, "evil.example") for name in "bcd")]
    base, head = ('{"packages": {' + ",\n".join(lines) + "}}" for lines in (lock[:1], lock))

    (finding,) = found({"package-lock.json": base}, {"package-lock.json": head})

    assert finding.location.span == Span(2, 2)
    assert "`r.example`" in finding.message


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock", "package.json", ".yarnrc.yml", "pnpm-lock.yaml"])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    (gap,) = CHECK.inspect(scene({}, {name: "[\n"}))

    assert isinstance(gap, NotAnalysed)
    assert gap.why.startswith("where its packages come from cannot be read: ")
    assert gap.expected


def test_a_change_of_nothing_else_reads_nothing() -> None:
    files = {"requirements.txt": "--trusted-host x.example\n"}

    assert list(CHECK.inspect(scene(files, files))) == []
