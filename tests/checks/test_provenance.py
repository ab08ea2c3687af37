"""What is read of provenance, and what of it can be no more than a gap."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass

import pytest

from bot.review.tools import SharedTools
from checks.core import Change, ChangedFile, FileStatus, Finding, NotAnalysed, RepoPath, Scene, Unreadable
from checks.provenance.check import CHECK
from checks.provenance.statements import MAX_BYTES, Unusable, subjects
from tests.fakes import FakeAdvisories, FakeBench, FakeTree

CONTENT = b"content"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
STATEMENT = {"predicateType": "p", "subject": [{"name": "dist/a.whl", "digest": {"sha256": DIGEST}}]}


def _coded(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


ENVELOPE = {"payloadType": "application/vnd.in-toto+json", "payload": _coded(STATEMENT)}
SIGNED = {"messageSignature": {"messageDigest": {"algorithm": "SHA2_256", "digest": base64.b64encode(bytes.fromhex(DIGEST)).decode()}}}


@dataclass(frozen=True)
class Case:
    name: str
    document: object


@pytest.mark.parametrize(
    "case",
    [
        Case("a.whl.publish.attestation", {"version": 1, "envelope": {"statement": _coded(STATEMENT), "signature": "MEUC"}}),
        Case("a.provenance", {"attestation_bundles": [{"attestations": [{"envelope": {"statement": _coded(STATEMENT)}}]}]}),
        Case("a.whl.sigstore", SIGNED),
        Case("a.whl.sigstore.json", {"dsseEnvelope": ENVELOPE}),
        Case("npm.sigstore.json", {"attestations": [{"predicateType": "p", "bundle": {"dsseEnvelope": ENVELOPE}}]}),
        Case("multiple.intoto.jsonl", ENVELOPE),
        Case("a.intoto.json", STATEMENT),
    ],
    ids=lambda case: case.name,
)
def test_every_form_tells_the_artefact_and_its_digest(case: Case) -> None:
    assert subjects(case.name, json.dumps(case.document).encode()) == [("a.whl", DIGEST)]


def test_what_has_another_digest_says_nothing_here() -> None:
    other = {"predicateType": "p", "subject": [{"name": "pkg:npm/a@1", "digest": {"sha512": "00"}}, {"name": 1}, "x"]}

    assert subjects("a.sigstore", json.dumps(other).encode()) == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b" " * (MAX_BYTES + 1),
        b"[" + b"1," * 200_000 + b"1]",
        json.dumps({"payload": "not base64!"}).encode(),
        json.dumps({"payload": _coded(1)[:-3]}).encode(),
        json.dumps({"predicateType": "p", "subject": [{"name": "a", "digest": {"sha256": "`x`"}}]}).encode(),
    ],
)
def test_what_is_no_provenance_is_refused(raw: bytes) -> None:
    with pytest.raises(Unusable):
        subjects("a.whl.sigstore", raw)


def _inspected(files: dict[str, bytes | Exception], touched: str) -> list[Finding | NotAnalysed]:
    path = RepoPath(touched)
    change = Change("a" * 40, "b" * 40, (ChangedFile(path, FileStatus.MODIFIED, None),))
    return list(CHECK.inspect(Scene(change, FakeTree(), FakeTree(files), (path,), SharedTools(FakeBench(), (), {}), FakeAdvisories())))


def test_what_cannot_be_read_is_a_gap() -> None:
    good = json.dumps(SIGNED).encode()

    (damaged,) = _inspected({"a.whl": b"", "a.whl.sigstore": b"{"}, "a.whl")
    (large,) = _inspected({"a.whl": Unreadable("too large"), "a.whl.sigstore": good}, "a.whl")

    assert isinstance(damaged, NotAnalysed)
    assert isinstance(large, NotAnalysed)
    assert (damaged.path, large.path) == ("a.whl.sigstore", "a.whl")


def test_only_what_the_change_touches_is_compared() -> None:
    files: dict[str, bytes | Exception] = {"a.whl": b"another", "a.whl.sigstore": json.dumps(SIGNED).encode(), "b.whl": b"", "c/a.whl": b""}

    seen = [_inspected(files, touched) for touched in ("a.whl.sigstore", "b.whl", "c/a.whl")]

    assert [[str(each.location) for each in found if isinstance(each, Finding)] for found in seen] == [["a.whl.sigstore"], [], []]
