"""Package URLs name releases in OSV's words, or are refused with a reason."""

from __future__ import annotations

import pytest

from bot.advisories.package_urls import BadPackageUrl, package_of
from checks.core import Package


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("pkg:pypi/Zope.Interface@5.0", Package("PyPI", "zope-interface", "5.0")),
        ("pkg:npm/%40scope/name@1.0.0", Package("npm", "@scope/name", "1.0.0")),
        ("pkg:golang/github.com/a/b@v1.2.3", Package("Go", "github.com/a/b", "1.2.3")),
        ("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1", Package("Maven", "org.apache.logging.log4j:log4j-core", "2.14.1")),
        ("pkg:composer/Monolog/Monolog@1.0", Package("Packagist", "monolog/monolog", "1.0")),
        ("pkg:cargo/time@0.1.0", Package("crates.io", "time", "0.1.0")),
        ("pkg:gem/rails@7.0?platform=ruby", Package("RubyGems", "rails", "7.0")),
    ],
)
def test_reads_package_urls(text: str, package: Package) -> None:
    assert package_of(text) == package


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("flask==0.12", "no package URL"),
        ("pkg:pypi/flask", "no version"),
        ("pkg:deb/debian/curl@7", "no advisories are kept"),
        ("", "no package URL"),
    ],
)
def test_says_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(BadPackageUrl, match=why):
        package_of(text)
