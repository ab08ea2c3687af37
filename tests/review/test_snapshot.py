"""What a change depends on becomes a snapshot that GitHub takes, the same for the same content."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.review.package_url import package_url
from bot.review.parcel import opened
from bot.review.snapshot import MAX_PACKAGES, dependency_snapshot
from checks.core.dependency import Package
from checks.core.inventory import Component, Inventory, Listing
from checks.core.place import RepoPath
from tests.github_double.schema.validate import request_errors
from tests.review.scene import NOW, pull

if TYPE_CHECKING:
    from bot.review.parcel import Parcel

DETECTOR = {"name": "bartizan", "version": "1", "url": "https://bartizan.example"}
FLASK = Package("PyPI", "flask", "3.0.0")


def listing(path: str, *packages: Package, direct: bool = False, unresolved: int = 0) -> Listing:
    return Listing(RepoPath(path), tuple(map(Component, packages)), direct, unresolved)


def snapshot(*listings: Listing, unread: int = 0) -> Parcel:
    made = dependency_snapshot(pull(), Inventory(listings, unread), DETECTOR, NOW)
    assert made is not None
    return made


def document(*listings: Listing, unread: int = 0) -> dict[str, Any]:
    return opened(snapshot(*listings, unread=unread))


@pytest.mark.parametrize(
    ("package", "url"),
    [
        (FLASK, "pkg:pypi/flask@3.0.0"),
        (Package("PyPI", "torch", "2.1.0+cu118"), "pkg:pypi/torch@2.1.0%2Bcu118"),
        (Package("PyPI", "odd", "1!2.0"), "pkg:pypi/odd@1%212.0"),
        (Package("npm", "@babel/core", "7.0.0"), "pkg:npm/%40babel/core@7.0.0"),
        (Package("Go", "github.com/BurntSushi/toml", "1.2.3"), "pkg:golang/github.com/burntsushi/toml@v1.2.3"),
        (Package("crates.io", "serde", "1.0.0"), "pkg:cargo/serde@1.0.0"),
        (Package("npm", "a b?c#d@e", "1"), "pkg:npm/a%20b%3Fc%23d%40e@1"),
        (Package("npm", "a//b", "1"), None),
        (Package("npm", "", "1"), None),
        (Package("npm", "a", ""), None),
        (Package("Maven", "org.example:a", "1"), "pkg:maven/org.example/a@1"),
        (Package("Packagist", "Monolog/monolog", "1"), "pkg:composer/monolog/monolog@1"),
        (Package("Alpine", "a", "1"), None),
        (Package("Alpine:v3.19", "a", "1.2-r0"), "pkg:apk/alpine/a@1.2-r0?distro=alpine-3.19"),
        (Package("Debian:12", "a", "1:1.2+b1~x-1"), "pkg:deb/debian/a@1:1.2%2Bb1~x-1?distro=debian-12"),
        (Package("Ubuntu:22.04:LTS", "a", "1"), "pkg:deb/ubuntu/a@1?distro=ubuntu-22.04"),
    ],
)
def test_a_package_is_known_by_its_url(package: Package, url: str | None) -> None:
    assert package_url(package) == url


def test_a_snapshot_is_what_github_documents() -> None:
    told = document(listing("requirements.txt", FLASK, direct=True), listing("web/package-lock.json", Package("npm", "@a/b", "1.0.0")))

    assert request_errors("/repos/{owner}/{repo}/dependency-graph/snapshots", "post", {}, told) == []
    assert (told["version"], told["sha"], told["ref"]) == (0, pull().ref.head, "refs/pull/12/head")
    assert told["manifests"]["requirements.txt"]["resolved"] == {
        "pkg:pypi/flask@3.0.0": {"package_url": "pkg:pypi/flask@3.0.0", "relationship": "direct"}
    }
    assert "relationship" not in told["manifests"]["web/package-lock.json"]["resolved"]["pkg:npm/%40a/b@1.0.0"]


def test_what_is_not_in_it_is_counted() -> None:
    full = listing("a/package-lock.json", *(Package("npm", f"p{number}", "1") for number in range(MAX_PACKAGES)))

    strange = listing("requirements.txt", Package("Alpine", "a", "1"), unresolved=3)

    told = document(full, listing("b.txt", FLASK, unresolved=2), strange, unread=4)
    small = document(strange)

    assert told["metadata"] == {"files_not_read": 4, "files_left_out": 2}
    assert list(told["manifests"]) == ["a/package-lock.json"]
    assert small["manifests"]["requirements.txt"]["metadata"] == {"entries_without_exact_version": 4}


def test_the_same_content_is_the_same_snapshot_whenever_it_was_made() -> None:
    inventory = Inventory((listing("requirements.txt", FLASK),), 0)

    made = [dependency_snapshot(pull(), inventory, DETECTOR, NOW + timedelta(hours=hours)) for hours in (0, 1)]
    made += [dependency_snapshot(pull(), replace(inventory, unread=1), DETECTOR, NOW)]
    first, later, other = (each.digest for each in made if each)

    assert first == later != other


def test_without_a_manifest_there_is_no_snapshot() -> None:
    assert dependency_snapshot(pull(), Inventory((), 3), DETECTOR, NOW) is None
