"""`bartizan redteam` tells what it found, asks only when it is told whom, and ends with a code that programs can read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = 'SYSTEM_PROMPT = "You are the assistant of a shop. Known facts: {facts}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "chat.py").write_text(PROGRAM)
    return tmp_path / "app"


def test_without_an_address_it_tells_the_prompts_and_asks_nobody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["redteam", str(folder)])

    told = capsys.readouterr()
    assert (code, told.out) == (2, "chat.py:1: 1 places for text of others\n")
    assert "--endpoint" in told.err


@pytest.mark.parametrize(("stub", "code", "word"), [("naive", 1, "gave in to injection 7"), ("careful", 0, "resisted 23 of 23")])
def test_the_stand_ins_show_both_endings(folder: Path, stub: str, code: int, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = folder.parent / "out.sarif"

    ended = main(["redteam", str(folder), "--stub", stub, "--sarif", str(written)])

    assert (ended, word in capsys.readouterr().out) == (code, True)
    assert bool(json.loads(written.read_text())["runs"][0]["results"]) == (stub == "naive")


def test_a_model_that_does_not_answer_is_no_resistance(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["redteam", str(folder), "--endpoint", "http://127.0.0.1:9/v1"])

    told = capsys.readouterr()
    assert (code, "23 unclear" in told.out) == (3, True)
    assert "does not answer" in told.err


def test_a_folder_without_prompts_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["redteam", str(tmp_path), "--stub", "naive"]) == 0
    assert "No prompt was found" in capsys.readouterr().out


def test_results_of_another_tool_are_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "garak.report.jsonl"
    report.write_text(json.dumps({"entry_type": "eval", "probe": "dan.Dan_11_0", "detector": "dan.DAN", "passed": 1, "total": 5}))

    code = main(["redteam", str(tmp_path), "--import", str(report)])

    assert code == 1
    assert capsys.readouterr().out == "garak-dan-dan-11-0: 4 of 5 attacks of the kind “garak-dan-dan-11-0” worked, such as dan.DAN.\n"


def test_a_file_that_is_not_there_or_no_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text("<html>")

    codes = [main(["redteam", str(tmp_path), "--import", str(tmp_path / name)]) for name in ("nowhere.jsonl", "page.html")]

    told = capsys.readouterr().err
    assert codes == [2, 2]
    assert "cannot be read" in told
    assert "promptfoo" in told
