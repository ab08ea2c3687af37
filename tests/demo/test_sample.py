"""The sample application: its ten defects are found, and nothing in the tree before them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests" / "sample"


@pytest.fixture
def scan(tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    environment = {**os.environ, "BARTIZAN_DATA_DIR": str(tmp_path)}

    def bartizan(*words: str | Path) -> str:
        return subprocess.run(
            [ROOT / ".venv/bin/bartizan", *words], env=environment, capture_output=True, text=True, check=False
        ).stdout

    bartizan("advisories", "import", SAMPLE / "advisories")

    def scanned(side: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(bartizan("scan", SAMPLE / side, "--json"))
        return told

    return scanned


def test_nothing_is_found_before_the_change(scan: Callable[[str], dict[str, Any]]) -> None:
    told = scan("base")

    assert (told["verdict"], told["findings"]) == ("clear", [])


def test_the_ten_defects_are_found_after_it(scan: Callable[[str], dict[str, Any]]) -> None:
    rows = re.findall(r"^\| \d+ \|.*\| `([^`]+):(\d+)` \| (?:`([\w-]+)`)?", (SAMPLE / "README.md").read_text(), re.MULTILINE)

    found = {(finding["path"], finding["line"]): finding["rule"] for finding in reversed(scan("head")["findings"])}

    assert len(rows) == 10
    for path, line, rule in rows:
        assert found[path, int(line)].startswith(rule or "vulnerable-dependency")
