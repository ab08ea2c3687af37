"""A rule's own fix, applied to its guilty example, leaves nothing for the rule to find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.bench import open_bench
from checks.core import RepoPath
from checks.semgrep.rule_file import read_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.bench import SandboxBench
    from checks.core.pattern import Match, RulePack

ROOT = Path(__file__).parents[2]
CASES = [
    ("debug_server", "debugger_on", {"debug-server-flask", "debug-server-public-console"}),
    ("insecure_cookie", "open_cookies", {"insecure-cookie-unencrypted", "insecure-cookie-readable"}),
]


@pytest.fixture(scope="module")
def bench() -> SandboxBench:
    return open_bench(ROOT / ".venv-engines", lambda _: [])


@pytest.mark.parametrize(("check", "case", "fixable"), CASES, ids=[check for check, _, _ in CASES])
def test_the_fix_removes_the_finding(check: str, case: str, fixable: set[str], bench: SandboxBench) -> None:
    pack, _ = read_pack(ROOT / "checks" / check / "rules" / "python.yml")
    head = ROOT / "checks" / check / "examples" / case / "head"
    before = {RepoPath(file.name): file.read_bytes() for file in head.glob("*.py")}
    offered = [match for match in matches(bench, pack, before) if match.edit]

    after = {path: edited(content, [match for match in offered if match.location.path == path]) for path, content in before.items()}

    assert {match.rule_id for match in offered} == fixable
    assert fixable & {match.rule_id for match in matches(bench, pack, after)} == set()
    assert [compile(content, str(path), "exec") for path, content in after.items()]


def matches(bench: SandboxBench, pack: RulePack, files: Mapping[RepoPath, bytes]) -> tuple[Match, ...]:
    return bench.match([pack], files).matches


def edited(content: bytes, found: list[Match]) -> bytes:
    lines = content.decode().split("\n")
    for match in found:
        assert match.edit is not None
        (first, left), (last, right) = match.edit.start, match.edit.end
        assert first == last
        lines[first - 1] = lines[first - 1][: left - 1] + match.edit.text + lines[first - 1][right - 1 :]
    return "\n".join(lines).encode()
