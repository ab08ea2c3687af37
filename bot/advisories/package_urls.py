"""Packages as package URLs name them, in OSV's words."""

from __future__ import annotations

from packageurl import PackageURL

from bot.advisories.naming import canonical_name
from checks.core.dependency import Package

_ECOSYSTEMS = {
    "pypi": "PyPI",
    "npm": "npm",
    "golang": "Go",
    "cargo": "crates.io",
    "maven": "Maven",
    "gem": "RubyGems",
    "nuget": "NuGet",
    "composer": "Packagist",
    "githubactions": "GitHub Actions",
    "hex": "Hex",
    "pub": "Pub",
    "swift": "SwiftURL",
}


class BadPackageUrl(ValueError):
    """Not a package URL that names one release; the message says what to write."""


def package_of(text: str) -> Package:
    """The release that `pkg:maven/org.example/name@1.0` names. Raises `BadPackageUrl`."""
    try:
        told = PackageURL.from_string(text)
    except ValueError as error:
        raise BadPackageUrl(f"{text[:120]!r} is no package URL ({error}); write one like pkg:pypi/flask@3.0.0") from error
    ecosystem = _ECOSYSTEMS.get(told.type)
    if ecosystem is None:
        raise BadPackageUrl(f"no advisories are kept for {told.type!r}; choose from {', '.join(sorted(_ECOSYSTEMS))}")
    if not told.version:
        raise BadPackageUrl(f"{text[:120]!r} names no version; write it after an @")
    between = ":" if ecosystem == "Maven" else "/"
    name = f"{told.namespace}{between}{told.name}" if told.namespace else told.name
    version = told.version.removeprefix("v") if ecosystem == "Go" else told.version
    return Package(ecosystem, canonical_name(ecosystem, name), version)
