"""Engines with rules of their own in the real sandbox, a little script of ours among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.profile import Mount
from bot.sandbox.scanner import FILES, Scan, Scanner
from bot.sandbox.scanners import installed
from checks.core.place import RepoPath
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.sandbox import Sandbox

ENGINES = find_engines(Path(__file__).parents[2] / ".venv-engines")
# Finds every line that holds `evil`; a file that holds `break` ends it, and one that holds `odd` makes it speak of another file.
SCRIPT = """
import json, os, sys
results = []
for name in sys.argv[1:]:
    for number, line in enumerate(open(name, encoding="utf-8"), 1):
        if "break" in line:
            sys.exit(3)
        place = {"artifactLocation": {"uri": "/etc/passwd" if "odd" in line else name}, "region": {"startLine": number}}
        if "evil" in line or "odd" in line:
            results.append({"ruleId": "evil", "message": {"text": "evil"}, "locations": [{"physicalLocation": place}]})
print(json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "s"}}, "results": results}]}))
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = open_sandbox(ENGINES)
    yield opened
    opened.close()


@pytest.fixture
def script(tmp_path: Path) -> Scanner:
    # Reachable for the sandbox's user, which the folders of pytest are not.
    program = tmp_path / "script.py"
    program.write_text(SCRIPT)
    for folder in (program, *program.parents):
        folder.chmod(folder.stat().st_mode | (0o005 if folder.is_dir() else 0o004))
    python = ENGINES.python
    mounts = (*python.mounts, Mount(program, "/opt/engine/script.py"))
    library = (("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()
    return Scanner("script", "1", (python.executable, "-I", "-S", "/opt/engine/script.py", FILES), mounts, environment=library)


def files(**contents: str) -> dict[RepoPath, bytes]:
    return {RepoPath(f"{name}.txt"): content.encode() for name, content in contents.items()}


def test_an_engine_sees_the_files_and_its_findings_come_back(sandbox: Sandbox, script: Scanner) -> None:
    given = {RepoPath("--evil.txt"): b"fine\nevil\n", RepoPath("sub/ü b.txt"): b"fine\n"}

    report = Scan(sandbox, script).over(given)

    assert [str(seen.location) for seen in report.sightings] == ["--evil.txt:2"]
    assert report.scanned == frozenset(given)


def test_a_file_that_breaks_the_run_is_named_and_the_others_are_scanned(sandbox: Sandbox, script: Scanner) -> None:
    report = Scan(sandbox, script).over(files(a="evil", b="break", c="fine", d="odd"))

    assert {path.text for path in report.scanned} == {"a.txt", "c.txt"}
    assert {gap.path: gap.why for gap in report.not_analysed} == {
        "b.txt": "script gave no answer about it: it ended with code 3",
        "d.txt": "script gave no answer about it: it names a file that was not given",
    }


def test_an_engine_that_never_answers_has_failed(sandbox: Sandbox, script: Scanner) -> None:
    with pytest.raises(ToolFailed, match="script gave no usable answer"):
        Scan(sandbox, script).over(files(a="break", b="break"))


def test_a_workflow_that_is_none_is_not_analysed_and_its_neighbour_is(sandbox: Sandbox) -> None:
    good = b"on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.head_ref }}\n"
    given = {RepoPath(".github/workflows/a.yml"): good, RepoPath(".github/workflows/b.yml"): b"on: [push\n"}

    report = Scan(sandbox, installed(ENGINES)["zizmor"]).over(given)

    assert [path.text for path in report.scanned] == [".github/workflows/a.yml"]
    assert [gap.path for gap in report.not_analysed] == [".github/workflows/b.yml"]
    assert "zizmor/template-injection" in {seen.rule for seen in report.sightings}


def test_settings_and_comments_of_the_changes_own_silence_nothing(sandbox: Sandbox) -> None:
    step = b"      - run: echo ${{ github.head_ref }} # zizmor: ignore[template-injection]\n"
    given = {RepoPath(".github/workflows/a.yml"): b"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" + step}
    docker = {RepoPath("Dockerfile"): b"# hadolint ignore=DL3004\nFROM a:1\n# hadolint ignore=DL3004\nRUN sudo true\n"}

    workflows = Scan(sandbox, installed(ENGINES)["zizmor"]).over(given)
    dockerfiles = Scan(sandbox, installed(ENGINES)["hadolint"]).over(docker | {RepoPath(".hadolint.yaml"): b"FROM a:1\n"})

    assert "zizmor/template-injection" in {seen.rule for seen in workflows.sightings}
    assert "DL3004" in {seen.rule for seen in dockerfiles.sightings}


def test_a_dockerfile_that_is_none_is_not_analysed(sandbox: Sandbox) -> None:
    report = Scan(sandbox, installed(ENGINES)["hadolint"]).over({RepoPath("Dockerfile"): b"FROM a:1\nNONSENSE \\\n"})

    assert [gap.path for gap in report.not_analysed] == ["Dockerfile"]


# Put together here: written out, they would be taken for real ones by whoever scans this repository.
TOKEN = "ghp_" + "aY18HslxBc6AnrKli1lHXoTlmMf1f4MUFWrl"
BODY = "MIIEpAIBAAKCAQEA7x2VqLd0Kz9Rb4Wv1Kc8NpQm7Zt2Lx9Rb4Wv1Kc8NpQm7Zt2\n" * 8
KEY = f"-----BEGIN RSA {'PRIVATE'} KEY-----\n{BODY}-----END RSA {'PRIVATE'} KEY-----\n"


def test_credentials_are_found_whatever_the_file_is_called_or_says(sandbox: Sandbox) -> None:
    texts = {"a b%20.txt": f"t = {TOKEN}\n", "server.key": KEY, "quiet.py": f"t = '{TOKEN}'  # kingfisher:ignore\n", "fine.py": "t = 1\n"}
    given = {RepoPath(name): text.encode() for name, text in texts.items()}

    report = Scan(sandbox, installed(ENGINES)["kingfisher"]).over(given)

    assert sorted((str(seen.location), seen.rule) for seen in report.sightings) == [
        ("a b%20.txt:1", "betterleaks.github-pat"),
        ("quiet.py:1", "betterleaks.github-pat"),
        ("server.key:1", "betterleaks.private-key"),
    ]
    assert report.scanned == frozenset(given)
    assert TOKEN not in repr(report)
    assert {seen.quoted for seen in report.sightings if seen.rule.endswith("pat")} == {TOKEN}
