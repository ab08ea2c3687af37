"""A bill of materials is CycloneDX by its schema, whole, and the same for the same content."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.review.acknowledgement import Acknowledged, Acknowledgement, Kind
from bot.review.bom import ModelFile, Subject, bill_of_materials
from bot.review.bom_models import model_files
from bot.review.examination import Examination
from bot.review.report import Coverage, Report
from bot.review.scope import Piles
from bot.review.verdict import Decision, Verdict
from checks.ai_references.named import whole
from checks.core.change import Change
from checks.core.dependency import Advisory, Package, Scope, Snapshot
from checks.core.finding import Finding
from checks.core.inventory import Component, Inventory, Listing
from checks.core.outcome import Completed
from checks.core.place import Location, RepoPath, Span
from checks.core.policy import Policy
from checks.core.severity import Severity
from checks.manifests.inventory import whole_inventory
from tests.fakes import FakeTree
from tests.review.scene import EVIL

SCHEMAS = Path(__file__).parents[2] / ".venv-engines"
SUBJECT = Subject("shop", "a" * 40, "1.0")
FLASK, JINJA = Package("PyPI", "flask", "3.0.0"), Package("PyPI", "jinja2", "3.1.0")
HEX, BASE64 = "ab" * 32, "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urqw=="


@cache
def validator() -> Any:  # noqa: ANN401 - the library's own
    (folder,) = SCHEMAS.resolve().glob("lib/python3.*/site-packages/cyclonedx/schema/_res")
    kept = {path.name: json.loads(path.read_text()) for path in folder.glob("*.SNAPSHOT.schema.json")}
    known = [(f"http://cyclonedx.org/schema/{name}", document) for name, document in kept.items()]
    return jsonschema_rs.validator_for(kept["bom-1.6.SNAPSHOT.schema.json"], registry=jsonschema_rs.Registry(known))


def listing(path: str, *components: Component, direct: bool = False, unresolved: int = 0) -> Listing:
    return Listing(RepoPath(path), components, direct, unresolved)


def made(*listings: Listing, models: tuple[ModelFile, ...] = (), unread: int = 0, examined: Examination | None = None) -> dict[str, Any]:
    document = bill_of_materials(SUBJECT, Inventory(listings, unread), models, examined)
    validator().validate(document)
    return document


def only(document: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (each for each in document["components"] if each["name"] == name)
    return dict(found)


def test_a_component_carries_what_its_lock_file_says() -> None:
    flask = Component(FLASK, direct=True, hashes=(f"sha256:{HEX}",), needs=("jinja2",), licence="bsd-3-clause")
    lock = listing("uv.lock", flask, Component(JINJA))

    document = made(lock)

    told = only(document, "flask")
    assert (told["purl"], told["version"], told["scope"]) == ("pkg:pypi/flask@3.0.0", "3.0.0", "required")
    assert told["hashes"] == [{"alg": "SHA-256", "content": HEX}]
    assert told["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert document["dependencies"][0] == {"ref": "project", "dependsOn": ["pkg:pypi/flask@3.0.0"]}
    assert {"ref": "pkg:pypi/flask@3.0.0", "dependsOn": ["pkg:pypi/jinja2@3.1.0"]} in document["dependencies"]


def test_one_release_in_several_files_is_one_component() -> None:
    written = listing("requirements-dev.txt", Component(FLASK, direct=True, scope=Scope.DEVELOPMENT), direct=True)
    lock = listing("uv.lock", Component(FLASK, hashes=(f"SHA-512:{BASE64}",)))

    flask = only(made(written, lock), "flask")

    assert flask["scope"] == "required"
    assert flask["hashes"] == [{"alg": "SHA-512", "content": "ab" * 64}]
    assert [each["value"] for each in flask["properties"]] == ["requirements-dev.txt", "uv.lock"]


@pytest.mark.parametrize("written", ["sha256:abc", "sha256:" + "é" * 64, "h1:" + BASE64, "crc32:ab", "", "sha256", f"sha512:{HEX}"])
def test_a_hash_that_is_none_is_left_out(written: str) -> None:
    assert "hashes" not in only(made(listing("uv.lock", Component(FLASK, hashes=(written,)))), "flask")


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("MIT OR apache-2.0", [{"expression": "MIT OR Apache-2.0"}]),
        ("SEE LICENSE IN LICENSE.md", [{"license": {"name": "SEE LICENSE IN LICENSE.md"}}]),
        ("MIT AND (", [{"license": {"name": "MIT AND ("}}]),
    ],
)
def test_licences_are_expressions_or_their_authors_words(licence: str, told: list[dict[str, Any]]) -> None:
    assert only(made(listing("package-lock.json", Component(Package("npm", "a", "1"), licence=licence))), "a")["licenses"] == told


def test_names_of_any_ecosystem_and_any_characters_stay_valid() -> None:
    odd = [
        Component(Package("npm", "@scope/name", "1.0.0")),
        Component(Package("Maven", "org.example:a", "1")),
        Component(Package("Alpine", "musl", "1.2")),
        Component(Package("npm", "a\x1b[31m\u202eb//", "1 \n")),
        Component(Package("Go", "github.com/A/b", "1.0.0")),
    ]

    document = made(listing("x", *odd))

    assert only(document, "name")["group"] == "@scope"
    assert only(document, "a")["group"] == "org.example"
    assert "\x1b" not in json.dumps(document, ensure_ascii=False)


def test_models_of_the_tree_are_components() -> None:
    tree = FakeTree({"m/bert.safetensors": b"weights", "app.py": b""})

    document = made(models=model_files(tree))

    assert document["components"][0]["type"] == "machine-learning-model"
    assert document["components"][0]["hashes"][0]["alg"] == "SHA-256"


def test_the_same_content_makes_the_same_document_and_another_makes_another() -> None:
    first, second = Component(FLASK), Component(JINJA)

    serials = {made(listing("uv.lock", *each))["serialNumber"] for each in ((first, second), (first, second), (first,))}

    assert len(serials) == 2


@pytest.mark.parametrize(("unresolved", "unread", "told"), [(0, 0, "unknown"), (1, 0, "incomplete"), (0, 1, "incomplete")])
def test_what_could_not_be_read_is_told(unresolved: int, unread: int, told: str) -> None:
    document = made(listing("requirements.txt", Component(FLASK), unresolved=unresolved), unread=unread)

    assert document["compositions"][0]["aggregate"] == told


def word(found: Finding, kind: Kind) -> Acknowledgement:
    path, when, until = found.location.path.text, datetime(2026, 11, 1, tzinfo=UTC), date(2027, 1, 1)
    return Acknowledgement(found.fingerprint, EVIL.id, path, Severity.HIGH, 1, kind, "dev", when, "Not reached", until, "octo/chat", 1)


def vulnerable(kind: Kind | None = None, *, known: bool = True) -> Examination:
    advisory = Advisory(("CVE-2026-0001", "GHSA-x"), FLASK, "Leaks", Severity.HIGH, ("3.0.1",))
    found = Finding(EVIL, Location(RepoPath("uv.lock"), Span(1, 1)), "Bad.", "flask", advisories=(advisory,))
    report = Report((Completed("vulnerable-dependency", (found,)),), Coverage(frozenset(), frozenset(), ()))
    day = datetime(2026, 11, 1, tzinfo=UTC)
    said = (Acknowledged(found, word(found, kind)),) if kind else ()
    piles = Piles((found,), (), (), (), acknowledged=said)
    change = Change("b" * 40, "a" * 40, ())
    snapshot = Snapshot(day, day, ()) if known else None
    return Examination(change, report, piles, Verdict(Decision.ADVISE, (), ""), Policy(), "sandbox", snapshot)


def test_what_is_known_about_a_component_is_told_with_its_remedy() -> None:
    document = made(listing("uv.lock", Component(FLASK)), examined=vulnerable())

    (told,) = document["vulnerabilities"]
    assert (told["id"], told["ratings"], told["affects"]) == ("CVE-2026-0001", [{"severity": "high"}], [{"ref": "pkg:pypi/flask@3.0.0"}])
    assert told["recommendation"] == "Update to 3.0.1."
    assert "analysis" not in told


@pytest.mark.parametrize(("kind", "state"), [(Kind.FALSE_POSITIVE, "false_positive"), (Kind.ACCEPTED, "exploitable")])
def test_what_people_said_is_the_analysis(kind: Kind, state: str) -> None:
    (told,) = made(listing("uv.lock", Component(FLASK)), examined=vulnerable(kind))["vulnerabilities"]

    assert told["analysis"]["state"] == state
    assert "Not reached" in told["analysis"]["detail"]


def test_without_advisories_it_says_nothing_about_vulnerabilities() -> None:
    document = made(listing("uv.lock", Component(FLASK)), examined=vulnerable(known=False))

    assert "vulnerabilities" not in document
    assert {"name": "bartizan:advisories-as-of", "value": "not asked"} in document["metadata"]["properties"]


def test_the_whole_tree_is_read() -> None:
    tree = FakeTree({"requirements.txt": b"flask==3.0.0\n", "sub/uv.lock": b'[[package]]\nname = "idna"\nversion = "3.7"\n', "a.py": b""})

    assert [each.path.text for each in whole_inventory(tree).listings] == ["requirements.txt", "sub/uv.lock"]


def test_the_schema_is_no_formality() -> None:
    document = made(listing("uv.lock", Component(FLASK)))

    assert not validator().is_valid(document | {"invented": 1})
    assert not validator().is_valid(document | {"components": [{"type": "library"}]})


def test_models_datasets_and_services_by_reference_stand_in_it() -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    program = f'import openai\nAutoModel.from_pretrained("acme/chat", revision="{commit}")\nload_dataset("acme/data")\n'

    document = bill_of_materials(SUBJECT, Inventory((), 0), named=whole(FakeTree({"a.py": program.encode()})))

    validator().validate(document)
    told = {each["name"]: (each["type"], each.get("purl"), each.get("version")) for each in document["components"]}
    assert told == {
        "chat": ("machine-learning-model", f"pkg:huggingface/acme/chat@{commit}", commit),
        "data": ("data", "pkg:huggingface/acme/data", None),
    }
    assert [(each["name"], each["endpoints"], each["x-trust-boundary"]) for each in document["services"]] == [
        ("OpenAI", ["https://api.openai.com"], True)
    ]


def test_the_card_beside_a_model_tells_of_its_making() -> None:
    card = b"---\npipeline_tag: text-generation\nlicense: apache-2.0\ndatasets: [acme/data]\nbase_model: acme/base\n---\n# Chat\n"
    models = model_files(FakeTree({"m/chat.safetensors": b"x", "m/README.md": card, "other.onnx": b"y"}))

    document = made(models=models)

    chat = only(document, "m/chat.safetensors")
    assert chat["modelCard"]["modelParameters"] == {"task": "text-generation", "datasets": [{"type": "dataset", "name": "acme/data"}]}
    assert chat["licenses"] == [{"expression": "Apache-2.0"}]
    assert "modelCard" not in only(document, "other.onnx")
