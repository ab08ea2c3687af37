"""The command on a local repository and on a folder, compared with what the worker says of the same commits."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from bot.review.marker import Signer
from tests.product.stage import GUILTY, INNOCENT, Stage, bartizan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.github_double.repository import DoubleRepository

pytestmark = pytest.mark.xdist_group("product-command")

FIELDS = {
    "schema": int,
    "verdict": str,
    "findings": list,
    "outcomes": list,
    "coverage": dict,
    "set_aside": dict,
}
FINDING_FIELDS = {"rule", "path", "line", "end_line", "severity", "confidence", "message", "cwe", "fingerprint", "check", "fix"}


def cloned(repository: DoubleRepository, folder: Path) -> Path:
    subprocess.run(["git", "clone", "-q", repository.git_dir, folder], check=True, capture_output=True)
    subprocess.run(["git", "-C", folder, "checkout", "-q", "feature"], check=True, capture_output=True)
    return folder


def assert_complete(told: dict[str, Any]) -> None:
    assert {name: type(told[name]) for name in FIELDS} == FIELDS
    assert all(finding.keys() >= FINDING_FIELDS for finding in told["findings"])
    assert all(outcome.keys() >= {"check", "state", "why"} for outcome in told["outcomes"])
    assert told["coverage"].keys() >= {"expected", "scanned", "not_analysed"}


def test_a_review_at_home_sees_what_the_worker_posts(stage: Stage, tmp_path: Path) -> None:
    files = {"shop/convert.py": GUILTY, "add.py": INNOCENT, "requirements.txt": "jinja2==3.1.3\n"}
    pull = stage.propose(files, base={"README.md": "# Shop\n", "old.py": GUILTY.replace("convert", "old")})
    stage.review(pull)
    place = cloned(pull.repository, tmp_path / "shop")

    ended = bartizan(stage.environment, "review", str(place), "--base", "main", "--json", "--sarif", str(tmp_path / "out.sarif"))

    told = json.loads(ended.stdout)
    signer = Signer(stage.double.webhook_secret.encode(), f"{pull.repository.facts.id}#{pull.number}")
    markers = [signer.read(comment.body) for comment in pull.review_comments]
    assert ended.returncode == 1
    assert_complete(told)
    assert (told["verdict"], told["head"]) == ("block", pull.head_sha)
    assert {finding["fingerprint"] for finding in told["findings"]} == {marker.fingerprint for marker in markers if marker}
    assert [finding["line"] for finding in told["findings"]] == [comment.anchor.line for comment in pull.review_comments]
    assert_sarif(json.loads((tmp_path / "out.sarif").read_text()), told)


def assert_sarif(sarif: dict[str, Any], told: dict[str, Any]) -> None:
    (run,) = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert sarif["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert [result["ruleId"] for result in run["results"]] == [finding["rule"] for finding in told["findings"]]
    for result, finding in zip(run["results"], told["findings"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == finding["path"]
        assert (place["region"]["startLine"], place["region"]["endLine"]) == (finding["line"], finding["end_line"])
        assert finding["fingerprint"] in result["partialFingerprints"].values()
        assert result["level"] in {"note", "warning", "error"}
        assert result["message"]["text"]


@pytest.mark.parametrize(
    ("files", "code", "verdict"),
    [
        ({"add.py": INNOCENT}, 0, "clear"),
        pytest.param({"requirements.txt": b"jinja2==3.1.3\n"}, 0, "advise", marks=pytest.mark.long),
        ({"convert.py": GUILTY}, 1, "block"),
        ({"add.py": b"\x00" + INNOCENT.encode()}, 3, "incomplete"),
    ],
    ids=["clear", "advise", "block", "incomplete"],
)
def test_a_folder_ends_with_the_code_of_its_verdict(
    stage: Stage, tmp_path: Path, files: dict[str, str | bytes], code: int, verdict: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    ended = bartizan(stage.environment, "scan", str(tmp_path), "--json")

    told = json.loads(ended.stdout)
    assert_complete(told)
    assert (ended.returncode, told["verdict"]) == (code, verdict)


def test_a_scan_needs_no_settings_and_prints_for_people(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "convert.py").write_text(GUILTY)
    bare = {name: stage.environment[name] for name in ("PATH", "TMPDIR")} | {"HOME": str(tmp_path / "home")}

    ended = bartizan(bare, "scan", str(tmp_path))

    assert ended.returncode == 1
    assert "convert.py:7" in ended.stdout
    assert ended.stderr == ""


@pytest.mark.parametrize(
    "words", [("scan", "nowhere"), ("review", "nowhere"), ("frobnicate",), ("review", "--base", "--upload-pack=x"), ()], ids=" ".join
)
def test_what_cannot_be_understood_ends_with_2_and_says_why(stage: Stage, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = bartizan(stage.environment, *words, folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert ended.stderr


def test_a_missing_sandbox_is_no_clear_verdict(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "add.py").write_text(INNOCENT)

    ended = bartizan(stage.environment | {"BARTIZAN_ENGINES": str(tmp_path)}, "scan", str(tmp_path))

    assert ended.returncode == 3
    assert "make setup" in ended.stderr


def test_a_scan_writes_a_bill_of_materials(stage: Stage, tmp_path: Path) -> None:
    place = tmp_path / "shop"
    (place / "models").mkdir(parents=True)
    (place / "requirements.txt").write_text("jinja2==3.1.3\n")
    (place / "models" / "empty.onnx").write_bytes(b"")

    ended = bartizan(stage.environment, "scan", str(place), "--sbom", str(tmp_path / "bom.json"))
    other = bartizan(stage.environment, "scan", str(place), "--sbom", str(tmp_path / "bom.spdx.json"))
    unwritable = bartizan(stage.environment, "scan", str(place), "--sbom", str(tmp_path / "nowhere" / "bom.json"))

    told = json.loads((tmp_path / "bom.json").read_text())
    assert ended.returncode in {0, 1, 3}
    assert [each["bom-ref"] for each in told["components"]] == ["model:models/empty.onnx", "pkg:pypi/jinja2@3.1.3"]
    assert told["vulnerabilities"][0]["affects"] == [{"ref": "pkg:pypi/jinja2@3.1.3"}]
    spdx = json.loads((tmp_path / "bom.spdx.json").read_text())
    assert other.returncode == ended.returncode
    assert (spdx["spdxVersion"], [each["name"] for each in spdx["packages"]]) == ("SPDX-2.3", ["shop", "models/empty.onnx", "jinja2"])
    assert (unwritable.returncode, "cannot be written" in unwritable.stderr) == (2, True)
