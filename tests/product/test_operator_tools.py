"""A tool that the operator adds: real programs in the real sandbox, through the command that people use."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.engines import find_engines
from tests.product.stage import bartizan

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("product-command")

PYTHON = find_engines(Path(__file__).parents[2] / ".venv-engines").python
# Reports each line that begins with `bad`; the other words of a line are what it does besides.
TOOL = """
import json, os, socket, sys
RESULTS = []
def tell(name, number, rule="Bad Thing/1", text="it is <b>bad</b> @everyone\\x1b[2J"):
    place = {"artifactLocation": {"uri": name}, "region": {"startLine": number}}
    RESULTS.append({"ruleId": rule, "level": "error", "message": {"text": text}, "locations": [{"physicalLocation": place}]})
def denied(act):
    try:
        act()
    except OSError:
        return True
    return False
for name in sys.argv[1:]:
    for number, line in enumerate(open(name, encoding="utf-8"), 1):
        if not line.startswith("bad"):
            continue
        if "flood" in line:
            for _ in range(30000):
                tell(name, number)
        elif "lie" in line:
            tell("../../etc/passwd", 1)
        elif "beyond" in line:
            tell(name, 99)
        elif "crash" in line:
            sys.exit(9)
        elif "escape" in line:
            free = [what for what, act in {
                "network": lambda: socket.create_connection(("127.0.0.1", int(PORT)), 1),
                "host": lambda: open("HOSTFILE"),
                "files": lambda: open(name, "w"),
            }.items() if not denied(act)]
            tell(name, number, "escaped-" + "-".join(free) if free else "held")
        elif "quiet" in line:
            tell(name, number, "noise")
        else:
            tell(name, number)
print(json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": RESULTS}]}))
"""


@dataclass(frozen=True)
class Operator:
    """A folder with a tool in it that every user can reach, and the settings that name it."""

    folder: Path

    def configure(self, more: str = "") -> dict[str, str]:
        mounts = [str(mount.source) for mount in PYTHON.mounts]
        variables = {"LD_LIBRARY_PATH": PYTHON.library_path} if PYTHON.library_path else {}
        lines = [
            *("[tools.sniffer]", f'program = "{self.folder}/sniffer"', 'arguments = ["{files}"]', 'files = ["*.txt"]'),
            f"mounts = {json.dumps(mounts)}",
            f"environment = {{ {', '.join(f'{name} = {json.dumps(value)}' for name, value in variables.items())} }}",
        ]
        (self.folder / "tools.toml").write_text("\n".join([*lines, more]))
        home = str(self.folder / "home")
        return {"PATH": os.environ["PATH"], "HOME": home, "BARTIZAN_TOOLS": str(self.folder / "tools.toml")}

    def scan(self, environment: dict[str, str], files: dict[str, str]) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
        source = self.folder / "source"
        source.mkdir()
        for name, text in files.items():
            (source / name).write_text(text)
        ended = bartizan(environment, "scan", str(source), "--json", "--all")
        return ended, json.loads(ended.stdout) if ended.stdout else {}


@pytest.fixture
def operator() -> Iterator[Operator]:
    with tempfile.TemporaryDirectory(prefix="bartizan-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        program = folder / "sniffer"
        with socket.create_server(("127.0.0.1", 0)) as listener:
            text = TOOL.replace("HOSTFILE", str(folder / "tools.toml")).replace("PORT", str(listener.getsockname()[1]))
            program.write_text(f"#!{PYTHON.executable} -IS\n{text}")
            program.chmod(0o755)
            yield Operator(folder)


def found(told: dict[str, Any]) -> list[tuple[str, str, int, str]]:
    return sorted((each["rule"], each["path"], each["line"], each["severity"]) for each in told["findings"])


def test_its_results_are_findings_under_its_name(operator: Operator) -> None:
    settings = operator.configure('rules = { noise = "off", held = "low" }')

    _, told = operator.scan(settings, {"a.txt": "fine\nbad\nbad quiet\n", "b.txt": "bad escape\n", "c.md": "bad\n"})

    assert found(told) == [("sniffer-bad-thing-1", "a.txt", 2, "high"), ("sniffer-held", "b.txt", 1, "low")]
    assert told["verdict"] == "block"
    assert "\x1b" not in json.dumps(told, ensure_ascii=False)
    assert [each["state"] for each in told["outcomes"] if each["check"] == "sniffer"] == ["completed"]


def test_what_it_makes_up_or_fails_on_is_not_looked_at_and_never_clear(operator: Operator) -> None:
    files = {"a.txt": "bad flood\n", "b.txt": "bad lie\n", "c.txt": "bad beyond\n", "d.txt": "bad crash\n", "e.txt": "fine\n"}

    ended, told = operator.scan(operator.configure(), files)

    assert (ended.returncode, told["verdict"], told["findings"]) == (3, "incomplete", [])
    assert {gap["path"] for gap in told["coverage"]["not_analysed"]} == {"a.txt", "b.txt", "c.txt", "d.txt"}


def test_of_a_tool_for_secrets_no_word_is_repeated(operator: Operator) -> None:
    _, told = operator.scan(operator.configure("secrets = true"), {"a.txt": "bad\n"})

    (finding,) = told["findings"]
    assert (finding["cwe"], finding["message"]) == ("CWE-798", "sniffer takes this for a credential.")


@pytest.mark.long
def test_a_policy_may_accept_what_it_finds(operator: Operator) -> None:
    policy = "version: 1\nexemptions:\n  - rule: sniffer\n    path: 'a.*'\n    reason: Known.\n"
    (operator.folder / "policy.yml").write_text(policy)
    settings = operator.configure() | {"BARTIZAN_POLICY_FILE": str(operator.folder / "policy.yml")}

    _, told = operator.scan(settings, {"a.txt": "bad\n", "b.txt": "bad\n"})

    assert [finding["path"] for finding in told["findings"]] == ["b.txt"]


def test_the_doctor_and_the_list_of_rules_know_it(operator: Operator) -> None:
    settings = operator.configure()

    doctor, rules = bartizan(settings, "doctor"), bartizan(settings, "rules")

    assert f"ok      tool sniffer: {operator.folder}/sniffer (sha256:" in doctor.stdout
    assert any(line.split()[:2] == ["sniffer-*", "high"] for line in rules.stdout.splitlines())


def test_a_tool_that_is_not_there_is_told_before_anything_is_looked_at(operator: Operator) -> None:
    settings = operator.configure()
    (operator.folder / "sniffer").unlink()

    ended, told = operator.scan(settings, {"a.txt": "fine\n"})
    doctor = bartizan(settings, "doctor")

    assert (ended.returncode, told) == (3, {})
    assert "the tool sniffer of BARTIZAN_TOOLS is no program" in ended.stderr
    assert "missing tool sniffer" in doctor.stdout
    assert doctor.returncode == 3


@pytest.mark.long
def test_a_file_of_tools_that_is_wrong_is_told_before_anything_is_looked_at(operator: Operator) -> None:
    settings = operator.configure("second = 5")

    ended, told = operator.scan(settings, {"a.txt": "fine\n"})
    doctor, rules = bartizan(settings, "doctor"), bartizan(settings, "rules")

    assert (ended.returncode, told) == (3, {})
    assert all("Did you mean `seconds`?" in said for said in (ended.stderr, doctor.stdout, rules.stderr))
    assert rules.returncode == 2
