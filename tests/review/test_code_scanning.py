"""A report fits into what code scanning takes, and is the same for the same findings."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.review.code_scanning import MAX_LOCATIONS, MAX_NOTIFICATIONS, MAX_PACKED, MAX_RESULTS, MAX_TAGS, scanning_report
from bot.review.examination import examine
from bot.review.sarif import Origin, as_sarif
from tests.review.sarif_rules import complaints
from tests.review.scene import NOW, Stage

if TYPE_CHECKING:
    from bot.review.parcel import Parcel


def sarif_of(files: dict[str, str]) -> dict[str, Any]:
    stage = Stage(files)
    return as_sarif(examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date()), "1")


def opened(report: Parcel) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(gzip.decompress(report.packed))
    return document


def many(count: int, *, level: str = "note", words: int = 0) -> dict[str, Any]:
    document = sarif_of({"app.py": "evil(1)\n"})
    (result,) = document["runs"][0]["results"]
    document["runs"][0]["results"] = [result | {"level": level} for _ in range(count)]
    if words:
        # Text that does not compress well.
        for number, one in enumerate(document["runs"][0]["results"]):
            one["message"] = {"text": hashlib.shake_256(bytes([number])).hexdigest(words)}
    return document


@pytest.mark.parametrize("files", [{"app.py": "import x\nevil(1)\n"}, {"a b/ü#?.py": "evil(1)\n"}, {"notes.txt": "Nothing.\n"}])
def test_a_report_is_valid_sarif_that_github_takes(files: dict[str, str]) -> None:
    report = scanning_report(sarif_of(files))

    assert complaints(opened(report)) == []


def test_a_report_of_a_pull_request_says_which_commit_it_is_about() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())

    document = opened(scanning_report(as_sarif(examined, "1", Origin("https://github.example/octo/chat", "a" * 40))))

    (source,) = document["runs"][0]["versionControlProvenance"]
    assert (source["repositoryUri"], source["revisionId"]) == ("https://github.example/octo/chat", "a" * 40)
    assert complaints(document) == []


def test_a_rule_leads_to_its_weakness_and_an_alert_is_known_again() -> None:
    (run,) = sarif_of({"app.py": "evil(1)\n"})["runs"]

    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://cwe.mitre.org/data/definitions/95.html"
    assert len(set(run["results"][0]["partialFingerprints"].values())) == 1
    assert set(run["results"][0]["partialFingerprints"]) == {"bartizan/v1", "primaryLocationLineHash"}


def test_a_finding_on_a_whole_file_is_shown_on_its_first_line() -> None:
    document = sarif_of({"app.py": "evil(1)\n"})
    del document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]

    (result,) = opened(scanning_report(document))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_the_fingerprint_does_not_depend_on_the_line() -> None:
    here, there = (sarif_of({"app.py": f"{before}evil(1)\n"})["runs"][0]["results"][0] for before in ("", "x = 1\n\n\n"))

    assert here["partialFingerprints"] == there["partialFingerprints"]
    assert here["locations"] != there["locations"]


def test_equal_findings_make_equal_reports_and_others_do_not() -> None:
    first, again, other = (scanning_report(sarif_of({"app.py": text})) for text in ("evil(1)\n", "evil(1)\n", "evil(2)\n"))

    assert first == again
    assert first.digest != other.digest


def test_the_worst_are_kept_and_the_others_counted() -> None:
    document = many(MAX_RESULTS + 2)
    document["runs"][0]["results"][-1]["level"] = "error"

    report = scanning_report(document)

    (run,) = opened(report)["runs"]
    assert (report.count, len(run["results"]), run["results"][0]["level"]) == (MAX_RESULTS, MAX_RESULTS, "error")
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"].startswith("2 more findings")
    assert complaints(opened(report)) == []


def test_places_tags_and_notifications_beyond_the_limits_are_counted() -> None:
    document = many(1)
    (run,) = document["runs"]
    place = {"physicalLocation": {"artifactLocation": {"uri": "a.py"}}, "message": {"text": "Here."}}
    run["results"][0]["relatedLocations"] = [
        place | {"message": {"text": f"Here {number}."}} for number in range(MAX_LOCATIONS + 3)
    ]
    run["tool"]["driver"]["rules"][0]["properties"]["tags"] += [f"tag-{number}" for number in range(MAX_TAGS)]
    run["invocations"] = [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [{"level": "error", "message": {"text": f"{n}"}} for n in range(MAX_NOTIFICATIONS + 4)],
        }
    ]

    report = opened(scanning_report(document))

    (kept,) = report["runs"]
    notes = [each["message"]["text"] for each in kept["invocations"][0]["toolExecutionNotifications"][MAX_NOTIFICATIONS:]]
    assert len(kept["results"][0]["relatedLocations"]) == MAX_LOCATIONS
    assert len(kept["tool"]["driver"]["rules"][0]["properties"]["tags"]) == MAX_TAGS
    assert [note.split(" did")[0] for note in notes] == [
        "4 more tags of rules",
        "3 more related places",
        "4 more files that were not analysed",
    ]
    assert complaints(report) == []


def test_a_report_too_large_for_github_is_cut_until_it_fits() -> None:
    report = scanning_report(many(40, words=500_000))

    assert len(report.packed) <= MAX_PACKED
    assert 0 < report.count < 40
    assert "more findings did not fit" in json.dumps(opened(report))
