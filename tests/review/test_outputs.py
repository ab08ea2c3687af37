"""What programs read: the JSON object and the SARIF file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.review import render
from bot.review.examination import examine
from bot.review.json_report import as_json
from bot.review.sarif import as_sarif
from checks.core import Related
from tests.review.scene import NOW, Stage

if TYPE_CHECKING:
    from bot.review.examination import Examination

GUILTY = {"app.py": "import x\nevil(1)\n", "b.py": "fine()\n", "notes.txt": "evil(2)\n"}


def examined(stage: Stage) -> Examination:
    desk = stage.desk()
    return examine(stage.sides(), desk.instruments, stage.policy, NOW.date())


def test_the_json_object_says_everything() -> None:
    told = json.loads(json.dumps(as_json(examined(Stage(GUILTY)))))

    assert (told["schema"], told["verdict"]) == (1, "block")
    (finding,) = told["findings"]
    assert {"rule", "path", "line", "end_line", "severity", "confidence", "message", "cwe", "fingerprint", "check", "fix"} <= set(finding)
    assert (finding["rule"], finding["path"], finding["line"], finding["check"], finding["cwe"]) == (
        "evil-call",
        "app.py",
        2,
        "evil",
        "CWE-95",
    )
    assert told["outcomes"] == [{"check": "evil", "state": "completed", "findings": 1, "gaps": 0, "why": None}]
    assert told["coverage"]["expected"] == told["coverage"]["scanned"] == ["app.py", "b.py"]
    assert told["set_aside"] == {"below_level": 0, "preexisting": 0, "exempted": 0, "acknowledged": 0, "repeated": 0}


def test_a_gap_is_named_in_both() -> None:
    stage = Stage(GUILTY)
    stage.bench.skip = {"b.py"}
    result = examined(stage)

    told = as_json(result)
    run: dict[str, Any] = as_sarif(result, "1")["runs"][0]

    assert told["coverage"]["scanned"] == ["app.py"]
    assert [gap["path"] for gap in told["coverage"]["not_analysed"]] == ["b.py"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "not analysed" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_sarif_places_the_finding_and_escapes_its_path() -> None:
    run = as_sarif(examined(Stage({"a dir/ü#.py": "evil(1)\n"})), "1")["runs"][0]

    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20dir/%C3%BC%23.py"
    assert place["region"] == {"startLine": 1, "endLine": 1}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "evil-call"
    assert run["invocations"][0]["executionSuccessful"] is True


def test_nothing_in_scope_is_clear_with_an_empty_coverage() -> None:
    told = as_json(examined(Stage({"notes.txt": "evil(1)\n"})))

    assert told["verdict"] == "clear"
    assert told["coverage"]["expected"] == []
    assert told["outcomes"][0]["state"] == "skipped"


def test_a_message_of_any_length_is_an_annotation_that_github_takes() -> None:
    result = examined(Stage(GUILTY))
    (finding,) = result.piles.reported

    told = render.annotation(replace(finding, message="1.0.0+" + "a" * 100_000))

    assert len(told.encode()) < 20_000
    assert told.endswith("CWE-95")


def test_no_link_in_a_sarif_message_leads_where_the_change_says() -> None:
    result = examined(Stage(GUILTY))
    (finding,) = result.piles.reported
    evil = replace(finding, message="[click](http://evil.example)\u202e", related=(Related(finding.location, "[x](y)"),))

    told = as_sarif(replace(result, piles=replace(result.piles, reported=(evil,))), "1")["runs"][0]["results"][0]

    assert told["message"]["text"] == "[click] (http://evil.example)\\u{202e}"
    assert told["relatedLocations"][0]["message"]["text"] == "[x] (y)"
