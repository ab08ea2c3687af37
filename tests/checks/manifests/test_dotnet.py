"""What .NET's project files and NuGet's lock files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.core import Package, Span
from checks.core.dependency import Scope
from checks.manifests.dotnet import locks, projects
from checks.manifests.manifest import Unparsable

if TYPE_CHECKING:
    from checks.manifests.manifest import Manifest, Pin


def project(*items: str, properties: str = "") -> bytes:
    group = f"<PropertyGroup>\n{properties}\n</PropertyGroup>"
    return "\n".join(["<Project Sdk='x'>", group, "<ItemGroup>", *items, "</ItemGroup>", "</Project>"]).encode()


def only(manifest: Manifest) -> Pin:
    (pin,) = manifest.pins
    assert manifest.not_understood == ()
    return pin


def whys(manifest: Manifest) -> list[str]:
    return [each.why for each in manifest.not_understood]


@pytest.mark.parametrize(
    ("item", "scope"),
    [
        ('<PackageReference Include="A.B" Version="1.2.3" />', Scope.PRODUCTION),
        ('<PackageReference Include="A.B" Version="[1.2.3]" />', Scope.PRODUCTION),
        ('<PackageReference Update="A.B"><Version>1.2.3</Version></PackageReference>', Scope.PRODUCTION),
        ('<PackageReference Include="A.B" Version="1.2.3" PrivateAssets="all" />', Scope.DEVELOPMENT),
        ('<PackageReference Include="A.B" Version="1.2.3"><PrivateAssets>All</PrivateAssets></PackageReference>', Scope.DEVELOPMENT),
        ('<PackageReference Include="A.B" VersionOverride="1.2.3" />', Scope.PRODUCTION),
        ('<GlobalPackageReference Include="A.B" Version="1.2.3" />', Scope.BUILD),
    ],
)
def test_a_reference_is_a_pin(item: str, scope: Scope) -> None:
    pin = only(projects.parse(project(item)))

    assert pin.package == Package("NuGet", "a.b", "1.2.3")
    assert (pin.span, pin.replaceable, pin.direct, pin.scope) == (Span(6, 6), True, True, scope)


def test_a_property_is_where_a_fix_would_go() -> None:
    pin = only(projects.parse(project('<PackageReference Include="A" Version="$(V)" />', properties="<V>1.2</V>")))

    assert (pin.package.version, pin.span, pin.replaceable) == ("1.2", Span(3, 3), True)


@pytest.mark.parametrize(
    ("item", "properties", "why"),
    [
        ('<PackageReference Include="A" Version="1.*" />', "", "A: '1.*' is not one exact version"),
        ('<PackageReference Include="A" Version="[1,2)" />', "", "A: '[1,2)' is not one exact version"),
        ('<PackageReference Include="A" Version="$(V)" />', "", "A: '$(V)' holds a property that this file does not set"),
        ('<PackageReference Include="A" Version="$(V)" />', "<V>1</V><V>2</V>", "A: '$(V)' holds a property that this file does not set"),
        ('<PackageReference Include="A" Version="1.$(V)" />', "<V>1</V>", "A: '1.$(V)' holds a property that this file does not set"),
        ('<PackageReference Include="A" />', "", "A: neither it nor a Directory.Packages.props in the repository states a version"),
        ('<PackageReference Include="@(B)" Version="1" />', "", "'@(B)' is no name of a package"),
    ],
)
def test_a_version_that_is_not_told_is_listed_with_the_reason(item: str, properties: str, why: str) -> None:
    manifest = projects.parse(project(item, properties=properties))

    assert manifest.pins == ()
    assert whys(manifest) == [why]


def test_a_central_version_is_taken_from_the_nearest_file_above() -> None:
    central = {
        "../../Directory.Packages.props": project('<PackageVersion Include="a" Version="1.2" />'),
        "../../../Directory.Packages.props": project('<PackageVersion Include="a" Version="9" />'),
    }

    pin = only(projects.among(project('<PackageReference Include="A" />'), central.get))

    assert (pin.package, pin.span, pin.replaceable) == (Package("NuGet", "a", "1.2"), Span(6, 6), False)
    assert pin.stated_in == "../../Directory.Packages.props"


def test_a_central_file_that_cannot_be_read_gives_nothing() -> None:
    manifest = projects.among(project('<PackageReference Include="A" />'), {"Directory.Packages.props": b"<"}.get)

    assert len(manifest.not_understood) == 1


def test_the_central_file_itself_is_where_a_fix_would_go() -> None:
    pin = only(projects.parse(project('<PackageVersion Include="A" Version="1.2" />')))

    assert (pin.package.name, pin.replaceable, pin.direct) == ("a", True, None)


def test_a_lock_tells_each_package_once_and_passes_over_projects() -> None:
    raw = b"""{
  "version": 1,
  "dependencies": {
    "net6.0": {
      "A.B": {
        "type": "Direct",
        "requested": "[1.2.3, )",
        "resolved": "1.2.3",
        "contentHash": "abc=",
        "dependencies": { "C": "1.0.0" }
      },
      "C": { "type": "Transitive", "resolved": "1.0.0" },
      "own": { "type": "Project" },
      "odd": { "type": "Direct" }
    },
    "net8.0": {
      "A.B": { "type": "Direct", "resolved": "1.2.3" }
    }
  }
}"""

    manifest = locks.parse_lock(raw)

    assert [(pin.package.name, pin.package.version, pin.span.first, pin.direct) for pin in manifest.pins] == [
        ("a.b", "1.2.3", 8, True),
        ("c", "1.0.0", 12, False),
    ]
    assert (manifest.pins[0].hashes, manifest.pins[0].needs) == (("sha512:abc=",), ("c",))
    assert whys(manifest) == ["'odd' is no package at an exact version"]


def test_a_list_of_old_is_read() -> None:
    raw = b"""<packages>
<package id="A" version="1.2" />
<package id="B" version="2.0-beta" developmentDependency="true" />
<package id="C" version="" />
</packages>"""

    manifest = locks.parse_config(raw)

    assert [(pin.package.name, pin.package.version, pin.scope) for pin in manifest.pins] == [
        ("a", "1.2", Scope.PRODUCTION),
        ("b", "2.0-beta", Scope.DEVELOPMENT),
    ]
    assert [each.span.first for each in manifest.not_understood] == [4]


def test_what_is_of_another_kind_is_refused() -> None:
    with pytest.raises(Unparsable, match="'dependencies'"):
        locks.parse_lock(b"{}")
    with pytest.raises(Unparsable, match="'packages'"):
        locks.parse_config(b"<x/>")
    with pytest.raises(Unparsable, match="'Project'"):
        projects.parse(b"<x/>")
