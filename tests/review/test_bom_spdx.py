"""A bill of materials in SPDX 2.3 has what the format demands, and says what the CycloneDX one says."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.review.bom import ModelFile, Subject, bill_of_materials
from bot.review.bom_spdx import spdx
from checks.ai_references.named import whole
from checks.core.dependency import Package
from checks.core.inventory import Component, Inventory, Listing
from checks.core.place import RepoPath
from tests.fakes import FakeTree

NOW = datetime(2026, 11, 24, 12, 0, 1, 500, tzinfo=UTC)
FLASK, JINJA = Package("PyPI", "flask", "3.0.0"), Package("PyPI", "jinja2", "3.1.0")
DEMANDED = {"SPDXID", "name", "downloadLocation", "filesAnalyzed", "licenseConcluded", "licenseDeclared", "copyrightText"}


def made(*components: Component, models: tuple[ModelFile, ...] = (), unread: int = 0, program: str = "") -> dict[str, Any]:
    """The document, after what SPDX 2.3 demands of every one (its sections 6, 7 and 11)."""
    listings = (Listing(RepoPath("uv.lock"), components, direct=False, unresolved=0),)
    named = whole(FakeTree({"a.py": program.encode()}))
    bill = bill_of_materials(Subject("shop", "", "1.0"), Inventory(listings, unread), models, named=named)
    document = spdx(bill, NOW)

    ids = [each["SPDXID"] for each in document["packages"]]
    assert (document["spdxVersion"], document["dataLicense"], document["SPDXID"]) == ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT")
    assert document["creationInfo"] == {"created": "2026-11-24T12:00:01Z", "creators": ["Tool: bartizan-1.0"]}
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", document["documentNamespace"])
    assert all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", each) for each in ids)
    assert len(set(ids)) == len(ids)
    assert all(each.keys() >= DEMANDED for each in document["packages"])
    ends = {edge[end] for edge in document["relationships"] for end in ("spdxElementId", "relatedSpdxElement")}
    assert ends <= {"SPDXRef-DOCUMENT", *ids}
    return document


def only(document: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (each for each in document["packages"] if each["name"] == name)
    return dict(found)


def edges(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    names = {each["SPDXID"]: each["name"] for each in document["packages"]} | {"SPDXRef-DOCUMENT": "document"}
    told = document["relationships"]
    return {(names[each["spdxElementId"]], each["relationshipType"], names[each["relatedSpdxElement"]]) for each in told}


def test_a_package_carries_what_its_lock_file_says() -> None:
    flask = Component(FLASK, direct=True, hashes=(f"sha256:{'ab' * 32}",), needs=("jinja2",), licence="bsd-3-clause")

    document = made(flask, Component(JINJA))

    told = only(document, "flask")
    assert (told["versionInfo"], told["licenseDeclared"], told["primaryPackagePurpose"]) == ("3.0.0", "BSD-3-Clause", "LIBRARY")
    assert told["checksums"] == [{"algorithm": "SHA256", "checksumValue": "ab" * 32}]
    assert told["externalRefs"] == [
        {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:pypi/flask@3.0.0"}
    ]
    assert edges(document) == {("document", "DESCRIBES", "shop"), ("shop", "DEPENDS_ON", "flask"), ("flask", "DEPENDS_ON", "jinja2")}


@pytest.mark.parametrize(
    ("licence", "declared", "words"),
    [
        ("", "NOASSERTION", None),
        ("MIT OR apache-2.0", "MIT OR Apache-2.0", None),
        ("SEE LICENSE IN LICENSE.md", "NOASSERTION", "Declared as: SEE LICENSE IN LICENSE.md"),
        ("LicenseRef-Ours", "NOASSERTION", "Declared as: LicenseRef-Ours"),
    ],
)
def test_a_licence_is_declared_where_it_is_known(licence: str, declared: str, words: str | None) -> None:
    flask = only(made(Component(FLASK, licence=licence)), "flask")

    assert (flask["licenseDeclared"], flask.get("licenseComments")) == (declared, words)


def test_names_keep_the_form_of_their_ecosystem_and_similar_ones_stay_apart() -> None:
    named = [("npm", "@scope/name"), ("npm", "scope-name"), ("npm", "scope_name"), ("Maven", "org.example:a"), ("npm", "a\x1b\u202eb")]

    document = made(*(Component(Package(ecosystem, name, "1")) for ecosystem, name in named))

    assert {each["name"] for each in document["packages"]} >= {"@scope/name", "scope-name", "scope_name", "org.example:a"}
    assert "\x1b" not in json.dumps(document, ensure_ascii=False)


def test_a_model_of_the_tree_is_contained_and_one_that_is_named_is_a_package() -> None:
    document = made(models=(ModelFile("m/bert.onnx", "cd" * 32),), program='import openai\nAutoModel.from_pretrained("acme/chat")\n')

    assert ("shop", "CONTAINS", "m/bert.onnx") in edges(document)
    assert only(document, "acme/chat")["primaryPackagePurpose"] == "OTHER"
    assert "services left out: 1" in document["comment"]


def test_what_could_not_be_read_is_told() -> None:
    assert "files-not-read: 2" in made(Component(FLASK), unread=2)["comment"]
