"""What Bundler's and Composer's files say."""

from __future__ import annotations

import json

import pytest

from checks.core import Package, Span
from checks.core.dependency import Scope
from checks.manifests import php, ruby
from checks.manifests.manifest import Unparsable

GEMS = b"""GIT
  remote: https://me:pass@code.example/forked.git
  revision: abc
  specs:
    forked (2.0)
      rack

PATH
  remote: .
  specs:
    own (0.1.0)

PATH
  remote: ../engines/other
  specs:
    other (0.2.0)

GEM
  remote: https://me:pass@gems.example/
  specs:
    nokogiri (1.18.3-arm64-darwin)
      racc (~> 1.4)
    nokogiri (1.18.3-x86_64-linux-gnu)
      racc (~> 1.4)
    rack (3.0.0.rc1)

DEPENDENCIES
  forked!
  own!
  nokogiri (~> 1.18)

CHECKSUMS
  nokogiri (1.18.3-arm64-darwin) sha256=aa
  nokogiri (1.18.3-x86_64-linux-gnu) sha256=bb
  rack (3.0.0.rc1)
"""


def test_a_gem_for_several_platforms_is_one_package() -> None:
    manifest = ruby.parse(GEMS)

    nokogiri, rack = manifest.pins
    assert (nokogiri.package, nokogiri.span) == (Package("RubyGems", "nokogiri", "1.18.3"), Span(21, 21))
    assert (nokogiri.hashes, nokogiri.needs, nokogiri.direct) == (("sha256:aa", "sha256:bb"), ("racc",), True)
    assert (rack.package.version, rack.direct, rack.hashes, rack.source) == ("3.0.0.rc1", False, (), "https://gems.example/")


def test_a_gem_from_elsewhere_is_listed_and_the_project_is_not() -> None:
    manifest = ruby.parse(GEMS)

    assert [(each.span.first, each.why) for each in manifest.not_understood] == [
        (5, "forked does not come from a registry"),
        (16, "other does not come from a registry"),
    ]


def test_windows_ends_of_lines_change_nothing() -> None:
    assert [pin.package for pin in ruby.parse(GEMS.replace(b"\n", b"\r\n")).pins] == [pin.package for pin in ruby.parse(GEMS).pins]


def test_a_line_that_cannot_be_read_is_listed() -> None:
    manifest = ruby.parse(b"GEM\n  specs:\n    odd (>= 1)\n    x (1.0)\n")

    assert [(each.span.first, each.why) for each in manifest.not_understood] == [(3, "'odd (>= 1)' is no package at an exact version")]
    assert [pin.direct for pin in manifest.pins] == [None]


@pytest.mark.parametrize(("raw", "why"), [(b"", "no section"), (GEMS + b"<<<<<<< HEAD\n", "left from a merge")])
def test_what_is_no_lock_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(Unparsable, match=why):
        ruby.parse(raw)


def lock(**entry: object) -> bytes:
    return json.dumps({"packages": [entry], "packages-dev": [{"name": "d/d", "version": "1.0.0"}]}, indent=1).encode()


def test_composer_tells_everything_of_a_package() -> None:
    raw = lock(
        name="A/B",
        version="v1.2.3",
        type="composer-plugin",
        dist={"url": "https://t@files.example/a.zip?token=x", "shasum": "aa"},
        require={"php": ">=8", "C/D": "^1", "ext-x": "*"},
        license=["MIT", "GPL-2.0-only"],
    )

    first, second = php.parse_lock(raw).pins

    assert (first.package, first.span, first.scope) == (Package("Packagist", "a/b", "1.2.3"), Span(5, 5), Scope.PRODUCTION)
    assert (first.hashes, first.source, first.needs) == (("sha1:aa",), "https://files.example/a.zip", ("c/d",))
    assert (first.licence, first.install_script, first.replaceable) == ("MIT OR GPL-2.0-only", True, False)
    assert (second.package.name, second.scope) == ("d/d", Scope.DEVELOPMENT)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"name": "a/b", "version": "dev-main"}, "a/b: 'dev-main' is not one exact version"),
        ({"name": "a/b", "version": "1.x-dev"}, "a/b: '1.x-dev' is not one exact version"),
        ({"name": "a/b"}, "a/b: 'None' is not one exact version"),
        ({"name": "a/b", "version": "1.0.0", "dist": {"type": "path"}}, "a/b: comes from a folder"),
        ({"name": "a", "version": "1.0.0"}, "'a' is no name of a package"),
        ({"version": "1.0.0"}, "'None' is no name of a package"),
    ],
)
def test_composer_lists_what_is_no_release(entry: dict[str, object], why: str) -> None:
    manifest = php.parse_lock(lock(**entry))

    assert [each.why for each in manifest.not_understood] == [why]


@pytest.mark.parametrize("constraint", ["1.2.3", "v1.2.3", "==1.2.3", " =1.2.3 ", "1.2.3-beta1"])
def test_an_exact_constraint_is_a_pin(constraint: str) -> None:
    version = constraint.strip(" =v")

    (pin,) = php.parse_json(json.dumps({"require-dev": {"php": "8", "A/B": constraint}}, indent=1).encode()).pins

    assert (pin.package, pin.span) == (Package("Packagist", "a/b", version), Span(4, 4))
    assert (pin.replaceable, pin.direct, pin.scope) == (True, True, Scope.DEVELOPMENT)


@pytest.mark.parametrize(
    "constraint", ["^1.2", "~1.2", "1.*", ">=1.0", "1.0 || 2.0", "1.0 - 2.0", "dev-main", "1", "@dev", "", None, ["1.0.0"]]
)
def test_another_constraint_is_listed(constraint: object) -> None:
    manifest = php.parse_json(json.dumps({"require": {"a/b": constraint}}).encode())

    assert manifest.pins == ()
    assert [each.name for each in manifest.not_understood] == ["a/b"]


def test_other_places_for_packages_are_listed() -> None:
    manifest = php.parse_json(b'{"require": {},\n"repositories": [{"type": "vcs", "url": "https://code.example/x"}]}')

    assert [(each.span.first, each.why) for each in manifest.not_understood] == [(2, "changes where packages come from: repositories")]


@pytest.mark.parametrize("raw", [b"{}", b"[]", b'{"packages": [1]}', b"{"])
def test_what_is_no_composer_lock_is_refused(raw: bytes) -> None:
    with pytest.raises(Unparsable):
        php.parse_lock(raw)
