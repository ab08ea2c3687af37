"""A bill of materials of a tree: CycloneDX 1.6, the same for the same content."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from bot.review import bom_ai
from bot.review.bom_vulnerabilities import vulnerabilities
from bot.review.markdown import visible
from bot.review.package_url import package_url
from checks.ai_references.reference import Named
from checks.core.dependency import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.review.examination import Examination
    from checks.core.dependency import Package
    from checks.core.inventory import Component, Inventory, Listing

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/bartizan")
_ROOT = "project"
_NOTHING = Named()
# By the length of the digest in hexadecimal figures, where a file's word for the algorithm is another than CycloneDX's.
_ALGORITHMS = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}
_DIGITS = {"MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128}
_WEIGHT = (Scope.PRODUCTION, Scope.OPTIONAL, Scope.BUILD, Scope.DEVELOPMENT)
_SCOPES = {Scope.PRODUCTION: "required", Scope.OPTIONAL: "optional", Scope.BUILD: "excluded", Scope.DEVELOPMENT: "excluded"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the bill is of: the project's name, the commit or empty, and the release of this program that wrote it."""

    name: str
    revision: str
    tool: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that lies in the tree; `sha256` is of its bytes, in hexadecimal figures. The rest is the word of the card beside it."""

    path: str
    sha256: str
    task: str = ""
    licence: str = ""
    datasets: tuple[str, ...] = ()
    made_from: tuple[str, ...] = ()


@dataclass(slots=True)
class _Entry:
    """One release, from however many manifests."""

    package: Package
    said: list[Component] = field(default_factory=list)
    manifests: list[str] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)


def bill_of_materials(
    subject: Subject,
    inventory: Inventory,
    models: Sequence[ModelFile] = (),
    examined: Examination | None = None,
    named: Named = _NOTHING,
) -> dict[str, Any]:
    """The document. Without a clock and with a serial number made of what it says, so that two can be compared.

    `examined` brings what is known to be wrong with the components, and what people have said about it; where no advisories could
    be asked, the document has no vulnerabilities rather than none. `named` brings models, datasets and services by reference.
    """
    entries = _entries(inventory.listings)
    components = [*map(_component, entries.values()), *map(_model, models), *bom_ai.components(named.references)]
    direct = sorted(ref for ref, entry in entries.items() if any(each.direct for each in entry.said))
    depends = [{"ref": ref, "dependsOn": sorted(entry.needs)} for ref, entry in entries.items()]
    whole = not inventory.unread and not named.unread and not any(listing.unresolved for listing in inventory.listings)
    body = {
        "metadata": _metadata(subject, inventory, examined),
        "components": sorted(components, key=lambda each: str(each["bom-ref"])),
        "dependencies": [{"ref": _ROOT, "dependsOn": direct}, *sorted(depends, key=lambda each: str(each["ref"]))],
        "compositions": [{"aggregate": "unknown" if whole else "incomplete", "assemblies": [_ROOT]}],
    }
    if named.uses:
        body["services"] = bom_ai.services(named.uses)
    if examined is not None and examined.advisories is not None:
        body["vulnerabilities"] = vulnerabilities(examined, {entry.package: ref for ref, entry in entries.items()})
    serial = uuid.uuid5(_NAMESPACE, json.dumps(body, sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1, **body}


def _metadata(subject: Subject, inventory: Inventory, examined: Examination | None) -> dict[str, Any]:
    known = examined.advisories if examined else None
    project = {"type": "application", "bom-ref": _ROOT, "name": visible(subject.name)}
    facts = {
        "files-not-read": inventory.unread,
        "entries-without-exact-version": sum(each.unresolved for each in inventory.listings),
        "advisories-as-of": f"{known.as_of:%Y-%m-%d}" if known else "not asked",
    }
    return {
        "tools": {"components": [{"type": "application", "name": "bartizan", "version": subject.tool}]},
        "component": project | ({"version": subject.revision} if subject.revision else {}),
        "properties": [{"name": f"bartizan:{name}", "value": str(value)} for name, value in facts.items()],
    }


def _entries(listings: Iterable[Listing]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for listing in listings:
        by_name: dict[tuple[str, str], list[str]] = {}
        for each in listing.components:
            by_name.setdefault((each.package.ecosystem, each.package.name), []).append(_ref(each.package))
        for each in listing.components:
            entry = entries.setdefault(_ref(each.package), _Entry(each.package))
            entry.said.append(each)
            entry.manifests.append(listing.path.text)
            entry.needs |= _needed(each, by_name)
    return entries


def _needed(component: Component, by_name: Mapping[tuple[str, str], list[str]]) -> set[str]:
    """Where the file holds several versions of a name, it does not tell here which of them is meant: all are named."""
    return {ref for name in component.needs for ref in by_name.get((component.package.ecosystem, name), ())}


def _component(entry: _Entry) -> dict[str, Any]:
    package = entry.package
    url = package_url(package)
    group, _, name = package.name.rpartition(":" if package.ecosystem == "Maven" else "/")
    scope = min((each.scope for each in entry.said), key=_WEIGHT.index)
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(package),
        **({"group": visible(group)} if group else {}),
        "name": visible(name),
        "version": visible(package.version),
        "scope": _SCOPES[scope],
        **({"hashes": hashes} if (hashes := _hashes(each for said in entry.said for each in said.hashes)) else {}),
        **({"licenses": licences} if (licences := _licences(said.licence for said in entry.said)) else {}),
        **({"purl": url} if url else {}),
        "properties": [{"name": "bartizan:manifest", "value": visible(path)} for path in dict.fromkeys(entry.manifests)],
    }
    return told


def _model(model: ModelFile) -> dict[str, Any]:
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{visible(model.path)}",
        "name": visible(model.path),
        "version": model.sha256[:12],
        "hashes": [{"alg": "SHA-256", "content": model.sha256}],
        **({"licenses": _licences([model.licence])} if model.licence else {}),
        **({"modelCard": card} if (card := bom_ai.model_card(model.task, model.datasets, model.made_from)) else {}),
    }


def _ref(package: Package) -> str:
    return package_url(package) or visible(f"{package.ecosystem}:{package.name}@{package.version}")


def _hashes(written: Iterable[str]) -> list[dict[str, str]]:
    """Those of algorithms that CycloneDX knows, in hexadecimal figures; others would make the document invalid."""
    found: dict[tuple[str, str], None] = {}
    for each in written:
        word, _, digest = each.partition(":")
        algorithm = _ALGORITHMS.get(word.lower().replace("-", ""))
        content = _hexadecimal(digest, _DIGITS[algorithm]) if algorithm else ""
        if algorithm and content:
            found[algorithm, content] = None
    return [{"alg": algorithm, "content": content} for algorithm, content in sorted(found)]


def _hexadecimal(digest: str, digits: int) -> str:
    """From figures or base64; empty for what has not as many."""
    try:
        raw = bytes.fromhex(digest) if len(digest) == digits else base64.b64decode(digest, validate=True)
    except (ValueError, binascii.Error):
        return ""
    return raw.hex() if len(raw) * 2 == digits else ""


def _licences(written: Iterable[str]) -> list[dict[str, Any]]:
    """One SPDX expression where it is one; else the author's own words."""
    texts = list(dict.fromkeys(text.strip() for text in written if text.strip()))
    if len(texts) == 1:
        try:
            return [{"expression": str(canonicalize_license_expression(texts[0]))}]
        except InvalidLicenseExpression:
            pass
    return [{"license": {"name": visible(text[:200])}} for text in texts]
