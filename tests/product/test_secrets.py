"""Committed credentials from the webhook to everything that is written: found on the lines that are new, and repeated nowhere."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.product.stage import Stage, bartizan, spoken
from tests.product.test_command import cloned

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("product-secrets")

# Put together here: written out, they would be taken for real ones by whoever scans this repository.
TOKEN = "ghp_" + "aY18HslxBc6AnrKli1lHXoTlmMf1f4MUFWrl"
PASSWORD = "Tulpen" + "feld#7731"
OLD = "sk-ant-" + "api03-" + "Xw81kQ0vNe7Rt5Yb2Wm6Lp3Hc9Ja4Ds0Bz1" * 2 + "Xw81kQ0vNe7Rt5Yb2Wm6LpQAA"
KEY = "mR7-vuq2LxTk"
ADDRESS = "postgresql://shop:" + KEY + "@db.shop.internal/shop"
SETTINGS = f'TOKEN = "{TOKEN}"\npassword = "{PASSWORD}"\nDB = "{ADDRESS}"\n'
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "outputs": [{"text": [f"api: {OLD}\n"]}], "source": []}], "nbformat": 4}, indent=1)


def held(text: str) -> list[str]:
    """The values that stand in the text, also in part and as they look inside other notations."""
    values = (TOKEN, PASSWORD, OLD, KEY)
    return [v for v in values if any(form in text for form in (v, quote(v, safe=""), base64.b64encode(v.encode()).decode(), v[3:-4]))]


def test_credentials_are_told_on_their_lines_and_their_values_nowhere(stage: Stage, tmp_path: Path) -> None:
    pull = stage.propose({"settings.py": SETTINGS, "run.ipynb": NOTEBOOK})

    check = stage.review(pull)
    place = cloned(pull.repository, tmp_path / "shop")
    ended = bartizan(stage.environment, "review", str(place), "--base", "main", "--json", "--sarif", str(tmp_path / "out.sarif"))

    told = json.loads(ended.stdout)
    written = {"posted": spoken(pull), "json": ended.stdout, "said": ended.stderr, "rows": stage.rows(), "logs": stage.logged()}
    written["sarif"] = (tmp_path / "out.sarif").read_text()
    assert {name: held(text) for name, text in written.items() if held(text)} == {}
    assert check.conclusion == "failure"
    assert sorted((each["path"], each["line"], each["rule"]) for each in told["findings"]) == [
        ("run.ipynb", 8, "committed-secret-ai-provider"),
        ("settings.py", 1, "committed-secret-vcs"),
        ("settings.py", 2, "hardcoded-secret-assignment"),
        ("settings.py", 3, "committed-secret-database-url"),
    ]
    assert f"ends in `{TOKEN[-4:]}`" in spoken(pull)


def test_a_fix_beside_a_secret_is_tried_without_regard_to_which_check_tells_of_it(stage: Stage) -> None:
    call = 'requests.get("https://a.example", verify=False)'
    pull = stage.propose({"fetch.py": f'import requests\n\ntoken = "{TOKEN}"\n\n\n\n{call}\n'})

    stage.review(pull)

    assert "```suggestion" in spoken(pull)
    assert held(spoken(pull)) == []


def test_taking_a_secret_out_and_leaving_one_alone_fail_nobody(stage: Stage) -> None:
    base = {"a.txt": f"one\nkey: {TOKEN}\ntwo\n", "b.txt": f"old: {OLD}\nthree\n"}
    pull = stage.propose({"a.txt": "one\ntwo\n", "b.txt": f"old: {OLD}\nthree\nfour\n"}, base=base)

    check = stage.review(pull)

    assert (check.conclusion, pull.review_comments) == ("success", [])


def test_a_secret_that_takes_another_ones_place_is_told(stage: Stage) -> None:
    pull = stage.propose({"a.yml": f"password: {PASSWORD}x\n"}, base={"a.yml": f"password: {PASSWORD}\n"})

    stage.review(pull)

    assert [(comment.path, comment.anchor.line) for comment in pull.review_comments] == [("a.yml", 1)]
