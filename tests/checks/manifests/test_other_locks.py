"""What the lock files of Elixir, Dart, Swift, C++, R, Rust, CocoaPods and Helm say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checks.core import Package, RepoPath, Span
from checks.core.dependency import Scope
from checks.manifests import cargo_toml, conan_lock, helm, mix_lock, podfile_lock, pubspec_lock, renv_lock, swift_resolved
from checks.manifests.formats import format_of
from checks.manifests.manifest import Unparsable

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.manifests.manifest import Manifest

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Manifest:
    form = format_of(RepoPath(name))
    assert form is not None
    return form.parse((SAMPLES / name).read_bytes())


def whys(manifest: Manifest) -> list[str]:
    return [each.why for each in manifest.not_understood]


@pytest.mark.parametrize(
    ("name", "packages"),
    [
        ("mix.lock", [(Package("Hex", "jason", "1.4.1"), 2)]),
        ("pubspec.lock", [(Package("Pub", "async", "2.11.0"), 9)]),
        ("Package.resolved", [(Package("SwiftURL", "code.example/org/netting", "2.0.0"), 9)]),
        ("Podfile.lock", [(Package("CocoaPods", "Layout", "5.6.0"), 2), (Package("CocoaPods", "Screens", "1.2.0"), 3)]),
        ("conan.lock", [(Package("ConanCenter", "zlib", "1.2.11"), 4), (Package("ConanCenter", "cmake", "3.22.6"), 7)]),
        ("renv.lock", [(Package("CRAN", "R6", "2.5.1"), 8)]),
        ("Chart.yaml", [(Package("Helm", "database", "12.1.0"), 6)]),
        ("Chart.lock", [(Package("Helm", "database", "12.1.0"), 4)]),
    ],
)
def test_each_package_stands_on_the_line_of_its_version(name: str, packages: list[tuple[Package, int]]) -> None:
    manifest = sample(name)

    assert [(pin.package, pin.span) for pin in manifest.pins] == [(package, Span(line, line)) for package, line in packages]
    assert manifest.not_understood == ()


def test_mix_tells_digest_repository_and_needs() -> None:
    (pin,) = sample("mix.lock").pins

    assert (pin.hashes, pin.source, pin.needs) == (("sha256:bb00",), "hexpm", ("decimal",))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('  "a": {:git, "https://code.example/a.git", "00", []},', "a does not come from a registry"),
        ('  "a": {:hex, :a, "main", "00", [:mix], [], "hexpm"},', "a is no package at an exact version"),
        ('  "a": nothing,', "'\"a\": nothing,' is no entry that mix writes"),
        ('  "a": {:hex, :a, ' + "x" * 100_000, None),
    ],
)
def test_mix_lists_what_is_no_release(line: str, why: str | None) -> None:
    manifest = mix_lock.parse(f"%{{\n{line}\n}}".encode())

    assert manifest.pins == ()
    assert len(manifest.not_understood) == 1
    assert why is None or whys(manifest) == [why]


def test_mix_reads_an_entry_of_old_and_one_with_another_name() -> None:
    raw = b'%{\n"a": {:hex, :other, "1.0.0", "aa", [:rebar3], []},\n"b": {:hex, :b, "2.0.0", "cc", [:mix], [], "hexpm"}\n}'

    assert [(pin.package.name, pin.hashes) for pin in mix_lock.parse(raw).pins] == [("other", ("sha256:aa",)), ("b", ("sha256:cc",))]


def test_dart_tells_what_is_asked_for_and_lists_what_is_no_release() -> None:
    raw = b"""packages:
  a:
    dependency: "direct dev"
    description: {name: a, url: "https://me:pass@pub.example"}
    source: hosted
    version: "1.0.0"
  g:
    dependency: transitive
    source: git
    version: "1.0.0"
  flutter:
    dependency: "direct main"
    source: sdk
    version: "0.0.0"
"""

    manifest = pubspec_lock.parse(raw)

    (pin,) = manifest.pins
    assert (pin.direct, pin.scope, pin.source) == (True, Scope.DEVELOPMENT, "https://pub.example")
    assert whys(manifest) == ["g does not come from a registry", "flutter comes with the SDK"]


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("https://code.example/o/n.git", "code.example/o/n"),
        ("https://Code.Example/o/n", "code.example/o/n"),
        ("git@code.example:o/n.git", "code.example/o/n"),
        ("ssh://git@code.example:22/o/n.git", "code.example/o/n"),
        ("https://me:pass@code.example/o/n.git", "code.example/o/n"),
    ],
)
def test_swift_knows_a_package_by_its_place(location: str, name: str) -> None:
    raw = f'{{"object": {{"pins": [{{"repositoryURL": "{location}", "state": {{"version": "1.0.0"}}}}]}}, "version": 1}}'

    (pin,) = swift_resolved.parse(raw.encode()).pins

    assert pin.package == Package("SwiftURL", name, "1.0.0")
    assert "pass" not in pin.source


def test_swift_lists_branches_and_folders() -> None:
    raw = b"""{"pins": [
{"identity": "a", "location": "https://code.example/o/a", "state": {"branch": "main", "revision": "00"}},
{"identity": "b", "kind": "localSourceControl", "location": "/home/me/b", "state": {"version": "1.0.0"}}], "version": 3}"""

    assert whys(swift_resolved.parse(raw)) == [
        "a is a branch or a commit, not a version",
        "'b' does not come from an address that anybody can look up",
    ]


def test_a_pods_parts_are_one_package_and_what_is_elsewhere_is_listed() -> None:
    raw = b"""PODS:
  - A/Core (1.0)
  - A/UI (1.0):
    - A/Core
    - B (~> 2)
  - B (2.0)
  - C (3.0)
DEPENDENCIES:
  - A
  - C (from `../c`)
EXTERNAL SOURCES:
  C:
    :path: ../c
SPEC CHECKSUMS:
  A: aa
"""

    manifest = podfile_lock.parse(raw)

    assert [(pin.package.name, pin.direct, pin.hashes) for pin in manifest.pins] == [("A", True, ("sha1:aa",)), ("B", False, ())]
    assert whys(manifest) == ["C does not come from a registry"]


def test_conan_reads_both_versions() -> None:
    old = b'{"graph_lock": {"nodes": {"0": {"ref": "own/1", "path": "."}, "1": {"ref": "a_b/1.0#00"}, "2": {"ref": "xx/2@me/stable"}}}}'

    manifest = conan_lock.parse(old)

    assert [pin.package.name for pin in manifest.pins] == ["a_b"]
    assert whys(manifest) == ["xx is published by me/stable, not by the public centre"]
    assert [pin.scope for pin in sample("conan.lock").pins] == [Scope.PRODUCTION, Scope.BUILD]


def test_r_takes_bioconductor_for_a_registry_and_lists_the_rest() -> None:
    raw = b"""{"Packages": {
"limma": {"Package": "limma", "Version": "3.56.2", "Source": "Bioconductor", "Requirements": ["R", "stats"]},
"g": {"Package": "g", "Version": "1.0", "Source": "GitHub"}}}"""

    manifest = renv_lock.parse(raw)

    assert [(pin.package, pin.needs) for pin in manifest.pins] == [(Package("Bioconductor", "limma", "3.56.2"), ("stats",))]
    assert whys(manifest) == ["g does not come from a registry"]


@pytest.mark.parametrize(
    ("written", "licence"),
    [
        ("MIT + file LICENSE", "MIT"),
        ("GPL (>= 2)", "GPL-2.0-or-later"),
        ("GPL-2 | GPL-3", "GPL-2.0-only OR GPL-3.0-only"),
        ("GPL", "GPL-2.0-or-later"),
        ("LGPL (>= 2.1) | file LICENSE", "LGPL (>= 2.1) | file LICENSE"),
        ("GPL-3 + file LICENSE", "GPL-3 + file LICENSE"),
        ("GPL (== 2)", "GPL (== 2)"),
        ("Apache License (>= 2)", "Apache-2.0"),
        ("file LICENSE", "file LICENSE"),
        ("", ""),
    ],
)
def test_renv_tells_the_licence_where_it_repeats_the_description(written: str, licence: str) -> None:
    entry = {"Package": "a", "Version": "1.0", "Source": "Repository", "License": written}

    (pin,) = renv_lock.parse(json.dumps({"R": {}, "Packages": {"a": entry}}).encode()).pins

    assert pin.licence == licence


def test_cargo_pins_what_is_exact_and_lists_the_rest() -> None:
    raw = b"""[dependencies]
a = "=1.2.3"
b = { package = "real", version = "= 1.0.0", optional = true }
c = "1.2.3"
own = { path = "../own", version = "=1.0.0" }
g = { git = "https://code.example/g", version = "=1.0.0" }
w.workspace = true
[target.'cfg(unix)'.dev-dependencies.d]
version = "=2.0.0"
[build-dependencies]
e = "=3.0.0-rc.1"
[workspace.dependencies]
f = "=4.0.0"
"""

    manifest = cargo_toml.parse(raw)

    assert {(pin.package.name, pin.package.version, pin.span.first, pin.scope) for pin in manifest.pins} == {
        ("a", "1.2.3", 2, Scope.PRODUCTION),
        ("real", "1.0.0", 3, Scope.OPTIONAL),
        ("d", "2.0.0", 9, Scope.DEVELOPMENT),
        ("e", "3.0.0-rc.1", 11, Scope.BUILD),
        ("f", "4.0.0", 13, Scope.PRODUCTION),
    }
    assert whys(manifest) == [
        "c: '1.2.3' is not one exact version",
        "g does not come from the public registry",
        "w: has the workspace's version",
    ]


def test_a_chart_of_a_range_is_listed_and_one_in_a_folder_is_its_own() -> None:
    raw = b"""dependencies:
- {name: a, version: ^1.0.0, repository: "https://charts.example"}
- {name: b, version: 0.1.0, repository: "file://../b"}
"""

    manifest = helm.parse(raw)

    assert manifest.pins == ()
    assert whys(manifest) == ["a: '^1.0.0' is not one exact version"]


@pytest.mark.parametrize(
    ("parse", "raw"),
    [
        (mix_lock.parse, b"{}"),
        (pubspec_lock.parse, b"a: 1"),
        (pubspec_lock.parse, b"- a"),
        (swift_resolved.parse, b"{}"),
        (podfile_lock.parse, b"a: 1"),
        (conan_lock.parse, b"{}"),
        (renv_lock.parse, b"{}"),
        (cargo_toml.parse, b"["),
        (helm.parse, b"["),
    ],
)
def test_what_is_of_another_kind_is_refused(parse: Callable[[bytes], Manifest], raw: bytes) -> None:
    with pytest.raises(Unparsable):
        parse(raw)
