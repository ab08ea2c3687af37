"""Package URLs, by which registries' packages are known across tools."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from checks.core.dependency import Package

# OSV's words for the ecosystems that we read, and the types of the package URL specification.
_TYPES = {
    "PyPI": "pypi",
    "npm": "npm",
    "Go": "golang",
    "crates.io": "cargo",
    "Maven": "maven",
    "RubyGems": "gem",
    "NuGet": "nuget",
    "Packagist": "composer",
    "Hex": "hex",
    "Pub": "pub",
    "CRAN": "cran",
    "ConanCenter": "conan",
    "SwiftURL": "swift",
    "GitHub Actions": "githubactions",
    "Bioconductor": "bioconductor",
    "CocoaPods": "cocoapods",
}
# A package of a system says by a qualifier of which release it is.
_SYSTEMS = {"Debian": "deb", "Ubuntu": "deb", "Alpine": "apk"}
# Types whose names the specification writes in lower case.
_CASELESS = frozenset({"golang", "composer", "hex"})


def package_url(package: Package) -> str | None:
    """`pkg:npm/%40scope/name@1.0.0`; None for an ecosystem without a type, a name without parts and a version without text."""
    system, _, release = package.ecosystem.partition(":")
    if system in _SYSTEMS and release and package.name and package.version:
        return _of_system(package, system.lower(), release.partition(":")[0].removeprefix("v"))
    kind = _TYPES.get(package.ecosystem)
    parts = (package.name.replace(":", "/", 1) if kind == "maven" else package.name).strip("/").split("/")
    if kind is None or not package.version or not all(parts):
        return None
    version = f"v{package.version}" if kind == "golang" else package.version
    named = "/".join(_quoted(part) for part in (map(str.lower, parts) if kind in _CASELESS else parts))
    return f"pkg:{kind}/{named}@{_quoted(version)}"


def _of_system(package: Package, system: str, release: str) -> str:
    """`pkg:deb/debian/curl@7.88.1-10?distro=debian-12`."""
    kind = _SYSTEMS[system.capitalize()]
    return f"pkg:{kind}/{system}/{_quoted(package.name.lower())}@{_quoted(package.version)}?distro={system}-{_quoted(release)}"


def _quoted(text: str) -> str:
    return quote(text, safe=":", errors="replace")
