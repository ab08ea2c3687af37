"""What each format says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.core import Package, RepoPath, Span
from checks.manifests import cargo_lock, go_mod
from checks.manifests.formats import format_of
from checks.manifests.javascript import package_lock
from checks.manifests.manifest import Include, Unparsable
from checks.manifests.python import pipfile_lock, pyproject, python_locks, requirements

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.manifests.manifest import Manifest


@pytest.mark.parametrize(
    ("line", "package"),
    [
        ("requests==2.19.1", Package("PyPI", "requests", "2.19.1")),
        ("Zope.Interface [a, b] == 5.0 ; python_version < '3'  # why", Package("PyPI", "zope-interface", "5.0")),
        ("p===1.0-odd", Package("PyPI", "p", "1.0-odd")),
        ("p==1.0,!=1.1,>0", Package("PyPI", "p", "1.0")),
        ("p==1.0 --hash=sha256:00", Package("PyPI", "p", "1.0")),
        ("p==1.0 --config-settings=a=b", Package("PyPI", "p", "1.0")),
        ("p (==1.0)", Package("PyPI", "p", "1.0")),
        ("p==2.1.0+cu118", Package("PyPI", "p", "2.1.0+cu118")),
    ],
)
def test_a_requirement_with_an_exact_version_is_a_pin(line: str, package: Package) -> None:
    manifest = requirements.parse(line.encode())

    assert [pin.package for pin in manifest.pins] == [package]
    assert manifest.not_understood == ()


@pytest.mark.parametrize(
    "line",
    [
        "p",
        "p>=1,<2",
        "p==1.*",
        "p~=1.0",
        "p==1.0,==2.0",
        "p==${VERSION}",
        "-e ./p",
        "--editable=git+https://code.example/p",
        "git+ssh://code.example/p@v1#egg=p",
        "https://files.example/p-1.0.zip",
        "p @ file:///p-1.0.whl",
        "./p-1.0.tar.gz",
        "../p",
        "p-1.0-py3-none-any.whl",
        "<<<<<<< HEAD",
        "(" * 5000,
        pytest.param("p==1" + ",>0" * 5000, id="a line that no person writes"),
    ],
)
def test_a_requirement_without_an_exact_version_is_listed_and_not_guessed(line: str) -> None:
    manifest = requirements.parse(line.encode())

    assert manifest.pins == ()
    assert len(manifest.not_understood) == 1


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("-r base.txt", "base.txt"),
        ("-rbase.txt", "base.txt"),
        ("--requirement=base.txt", "base.txt"),
        ("--requirement base.txt # why", "base.txt"),
        ("-c 'limits.txt'", "limits.txt"),
        ("--constraint ../limits.txt", "../limits.txt"),
    ],
)
def test_an_include_is_told_as_written(line: str, target: str) -> None:
    assert requirements.parse(line.encode()).includes == (Include(target, Span(1, 1)),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--index-url https://me:pass@wheels.example/${TOKEN}", "--index-url wheels.example"),
        ("-i=http://wheels.example", "-i wheels.example"),
        ("-fhttps://wheels.example/x", "-f wheels.example"),
        ("--find-links ../wheels", "--find-links a local place"),
        ("--no-index", "--no-index"),
    ],
)
def test_an_option_that_changes_where_packages_come_from_is_listed_without_its_credentials(line: str, told: str) -> None:
    manifest = requirements.parse(line.encode())

    assert [entry.why for entry in manifest.not_understood] == [f"changes where packages come from: {told}"]


def test_an_address_is_shown_without_its_credentials() -> None:
    manifest = requirements.parse(b"git+https://me:pass@code.example/p")

    assert "pass@" not in manifest.not_understood[0].why
    assert "code.example/p" in manifest.not_understood[0].why


@pytest.mark.parametrize(
    "line", ["", "# p==1.0", "--no-binary :all:", "--pre"]
)
def test_a_line_that_names_no_package_says_nothing(line: str) -> None:
    manifest = requirements.parse(line.encode())

    assert (manifest.pins, manifest.not_understood, manifest.includes) == ((), (), ())


def test_joins_continued_lines_as_pip_does() -> None:
    manifest = requirements.parse(b"a==1 \\\r\n  --hash=sha256:00 \\\r\n# a comment ends it\r\nb==2 \\\n ; python_version > '3'\nc==3 \\")

    assert [(pin.package.name, pin.span, pin.replaceable) for pin in manifest.pins] == [
        ("a", Span(1, 3), False),
        ("b", Span(4, 5), False),
        ("c", Span(6, 6), True),
    ]


def test_reads_what_a_windows_shell_writes() -> None:
    assert [pin.package.version for pin in requirements.parse("p==1.0\r\n".encode("utf-16")).pins] == ["1.0"]


def test_uv_leaves_out_the_project_and_lists_what_is_elsewhere() -> None:
    raw = b"""
[[package]]
name = "app"
version = "1"
source = { editable = "." }
[[package]]
name = "A_b"
version = "2"
source = { registry = "https://index.example" }
[[package]]
name = "c"
version = "3"
source = { git = "https://code.example/c" }
"""

    manifest = python_locks.parse_uv(raw)

    assert [(pin.package.name, pin.span) for pin in manifest.pins] == [("a-b", Span(8, 8))]
    assert [entry.span for entry in manifest.not_understood] == [Span(12, 12)]


def test_gives_up_lines_rather_than_name_wrong_ones() -> None:
    manifest = python_locks.parse_uv(b'x = """\n[[package]]\n"""\n[[package]]\nname = "a"\nversion = "1"\n')

    assert [(pin.package.version, pin.span) for pin in manifest.pins] == [("1", Span(1, 1))]


def test_a_nested_table_is_not_taken_for_the_version() -> None:
    manifest = python_locks.parse_poetry(
        b'[[package]]\nname = "a"\n[package.extras]\nversion = ["x"]\n[[package]]\nname = "b"\nversion = "2"\n'
    )

    assert [(pin.package.name, pin.span) for pin in manifest.pins] == [("b", Span(7, 7))]


def test_finds_a_requirement_written_twice_on_both_lines() -> None:
    raw = b'[project]\ndependencies = ["p==1"]\n[dependency-groups]\ndev = [\n"p==1",\n{include-group = "x"}]\n'

    assert [pin.span.first for pin in pyproject.parse(raw).pins] == [2, 5]


def test_npm_takes_the_real_name_of_an_alias_and_passes_over_links() -> None:
    raw = b"""{"packages": {
"node_modules/alias": {
"name": "@scope/real",
"version": "1.0.0"
},
"node_modules/own": {"link": true, "resolved": "packages/own"},
"node_modules/g": {"version": "1.0.0", "resolved": "git+ssh://code.example/g.git"},
"packages/own": {"version": "9.0.0"}
}}"""

    manifest = package_lock.parse(raw)

    assert [(pin.package, pin.span) for pin in manifest.pins] == [(Package("npm", "@scope/real", "1.0.0"), Span(4, 4))]
    assert [entry.span for entry in manifest.not_understood] == [Span(7, 7)]


def test_go_follows_replacements_and_passes_over_exclusions() -> None:
    raw = b"""module m
require a.example/a v1.0.0
require (
  b.example/b v1.0.0 // indirect
  c.example/c v2.0.0+incompatible
  d.example/d v1.0.0
)
exclude a.example/a v0.9.0
replace b.example/b => fork.example/b v1.5.0
replace d.example/d v1.0.0 => ../d
"""

    manifest = go_mod.parse(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins] == [
        ("a.example/a", "1.0.0", 2),
        ("fork.example/b", "1.5.0", 9),
        ("c.example/c", "2.0.0+incompatible", 5),
    ]
    assert [entry.span.first for entry in manifest.not_understood] == [10]


def test_cargo_passes_over_the_workspace_and_lists_git() -> None:
    raw = b'[[package]]\nname = "own"\nversion = "1"\n[[package]]\nname = "g"\nversion = "1"\nsource = "git+https://code.example/g"\n'

    manifest = cargo_lock.parse(raw)

    assert manifest.pins == ()
    assert [entry.span for entry in manifest.not_understood] == [Span(6, 6)]


def test_pipenv_reads_every_category() -> None:
    raw = b'{"_meta": {}, "default": {"a": {"version": "==1"}}, "docs": {"b": {"version": "==2"}, "c": {"git": "x"}}}'

    manifest = pipfile_lock.parse(raw)

    assert [pin.package.version for pin in manifest.pins] == ["1", "2"]
    assert len(manifest.not_understood) == 1


def test_refuses_more_packages_than_a_project_has() -> None:
    with pytest.raises(Unparsable, match="50000 packages"):
        requirements.parse(b"p==1\n" * 50_001)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("requirements.txt", "requirements"),
        ("api/requirements-dev.txt", "requirements"),
        ("dev-requirements.txt", "requirements"),
        ("x.requirements.txt", "requirements"),
        ("constraints.txt", "requirements"),
        ("requirements/base.txt", "requirements"),
        ("pylock.gpu.toml", "pylock"),
        ("go.mod", "go"),
        ("notes.txt", None),
        ("node_modules/a/package-lock.json", None),
        ("vendor/a/go.mod", None),
    ],
)
def test_knows_a_manifest_by_its_name(path: str, name: str | None) -> None:
    found = format_of(RepoPath(path))

    assert (found.name if found else None) == name


def test_a_name_that_no_text_can_hold_is_refused() -> None:
    with pytest.raises(Unparsable, match="surrogates"):
        package_lock.parse(rb'{"packages": {"node_modules/\ud800": {"version": "1"}}}')


def test_two_halves_that_make_a_character_are_a_name() -> None:
    manifest = package_lock.parse(rb'{"packages": {"node_modules/\ud83d\ude00": {"version": "1"}}}')

    assert [pin.package.name for pin in manifest.pins] == ["\U0001f600"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("parse", "raw"),
    [
        pytest.param(requirements.parse, b"-r requirements.txt\n" * 490_000, id="includes"),
        pytest.param(requirements.parse, b"a\n" * 4_900_000, id="requirements", marks=pytest.mark.long),
        pytest.param(pyproject.parse, b"[project]\ndependencies = [\n" + b'"a",\n' * 200_000 + b"]", id="pyproject"),
        pytest.param(
            pipfile_lock.parse,
            b"{%s}" % b",\n".join(b'"%d": {\n"a": {}}' % number for number in range(200_000)),
            id="pipfile",
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_file_that_names_more_than_anybody_needs_is_refused(parse: Callable[[bytes], Manifest], raw: bytes) -> None:
    with pytest.raises(Unparsable, match="more than 50000 packages"):
        parse(raw)
