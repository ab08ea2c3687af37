"""A bill of materials in the words of SPDX 2.3, for those whose tools read no CycloneDX."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_DOCUMENT = "SPDXRef-DOCUMENT"
_UNKNOWN = "NOASSERTION"
_ODD = re.compile(r"[^A-Za-z0-9.]+")
_PURPOSES = {"application": "APPLICATION", "library": "LIBRARY"}
_WRITTEN_SLUG = 60


def spdx(bill: Mapping[str, Any], created: datetime) -> dict[str, Any]:
    """The document of `bill`, which is one of `bill_of_materials`; the same for the same bill and moment.

    SPDX 2.3 has no word for services, for the cards of models and for what is said about vulnerabilities: they are left out, and the
    document's comment says so where the bill has any.
    """
    project = bill["metadata"]["component"]
    components = bill["components"]
    serial = bill["serialNumber"].removeprefix("urn:uuid:")
    creators = [f"Tool: {each['name']}-{each['version']}" for each in bill["metadata"]["tools"]["components"]]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": _DOCUMENT,
        "name": project["name"],
        # Nothing is found there: the format wants a name that no other document has.
        "documentNamespace": f"urn:uuid:{serial}",
        "creationInfo": {"created": f"{created:%Y-%m-%dT%H:%M:%SZ}", "creators": creators},
        "comment": _comment(bill),
        "packages": [_package(each) for each in (project, *components)],
        "relationships": _relationships(bill),
    }


def _comment(bill: Mapping[str, Any]) -> str:
    facts = [f"{each['name'].removeprefix('bartizan:')}: {each['value']}" for each in bill["metadata"]["properties"]]
    absent = [f"{kind} left out: {len(bill[kind])}" for kind in ("services", "vulnerabilities") if bill.get(kind)]
    return "; ".join([*facts, *absent])


def _package(component: Mapping[str, Any]) -> dict[str, Any]:
    url = component.get("purl", "")
    declared, words = _licence(component.get("licenses", ()))
    locator = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": url}
    sums = [{"algorithm": each["alg"].replace("-", ""), "checksumValue": each["content"]} for each in component.get("hashes", ())]
    return {
        "SPDXID": _id(component["bom-ref"]),
        "name": _name(component, url),
        **({"versionInfo": component["version"]} if "version" in component else {}),
        "downloadLocation": _UNKNOWN,
        "filesAnalyzed": False,
        "primaryPackagePurpose": _PURPOSES.get(component["type"], "OTHER"),
        "licenseConcluded": _UNKNOWN,
        "licenseDeclared": declared,
        **({"licenseComments": words} if words else {}),
        "copyrightText": _UNKNOWN,
        **({"checksums": sums} if sums else {}),
        **({"externalRefs": [locator]} if url else {}),
    }


def _name(component: Mapping[str, Any], url: str) -> str:
    between = ":" if url.startswith("pkg:maven/") else "/"
    return between.join(part for part in (component.get("group", ""), component["name"]) if part)


def _licence(licences: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """The expression, and its author's words where they are none, or where it names a licence whose text the document would need."""
    words: list[str] = []
    for each in licences:
        expression = each.get("expression", "")
        if expression and "LicenseRef-" not in expression:
            return expression, ""
        words.append(expression or each["license"]["name"])
    return _UNKNOWN, f"Declared as: {'; '.join(words)}" if words else ""


def _relationships(bill: Mapping[str, Any]) -> list[dict[str, str]]:
    root = bill["metadata"]["component"]["bom-ref"]
    edges = [(_DOCUMENT, "DESCRIBES", _id(root))]
    edges += [(_id(each["ref"]), "DEPENDS_ON", _id(needed)) for each in bill["dependencies"] for needed in each["dependsOn"]]
    edges += [(_id(root), "CONTAINS", _id(ref)) for each in bill["components"] if (ref := each["bom-ref"]).startswith("model:")]
    return [{"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other} for one, kind, other in edges]


def _id(ref: str) -> str:
    """A name that the format allows; the digest keeps those apart whose signs it does not allow."""
    slug = _ODD.sub("-", ref)[:_WRITTEN_SLUG].strip("-.")
    return f"SPDXRef-{slug}-{hashlib.sha256(ref.encode()).hexdigest()[:12]}"
