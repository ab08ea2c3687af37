"""R's renv.lock. One that repeats the packages' descriptions tells their licences too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.manifests.json_lines import located
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, few_enough, within_limits
from checks.manifests.r_licences import spdx
from checks.manifests.values import table, text, texts

if TYPE_CHECKING:
    from checks.core.place import Span

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,199}")
_VERSION = re.compile(r"[0-9][0-9.\-]{0,99}")
_PUBLIC = {"repository": "CRAN", "cran": "CRAN", "bioconductor": "Bioconductor"}


def parse(raw: bytes) -> Manifest:
    """The `Hash` is one of the package's description, not of its archive, and is left out. Raises `Unparsable`."""
    said, lines = located(raw)
    packages = said.get("Packages")
    if not isinstance(packages, dict):
        raise Unparsable("it holds no 'Packages'")
    few_enough(len(packages))
    found = [_entry(name, table(entry), lines.span("Packages", name, "Version")) for name, entry in packages.items()]
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _entry(key: str, entry: dict[str, Any], span: Span) -> Pin | Unresolved:
    name, version = text(entry.get("Package")) or key, text(entry.get("Version"))
    ecosystem = _PUBLIC.get(text(entry.get("Source")).lower())
    if not _NAME.fullmatch(name) or not _VERSION.fullmatch(version):
        return Unresolved(span, f"{name[:80]!r} is no package at an exact version")
    if ecosystem is None:
        return Unresolved(span, f"{name} does not come from a registry", "CRAN", name)
    needs = tuple(each for each in texts(entry.get("Requirements")) if each != "R" and _NAME.fullmatch(each))
    licence = spdx(text(entry.get("License")))
    return Pin(Package(ecosystem, name, version), span, source=text(entry.get("Repository"))[:100], needs=needs, licence=licence)


FORMAT = Format("renv", lambda path: path.name == "renv.lock", parse, "Rscript -e 'renv::install(\"{name}@{version}\"); renv::snapshot()'")
