"""Case 18: the policy of the base branch binds the change that edits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged
from tests.product.stage import GUILTY, spoken

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")

PATH = ".github/bartizan.yml"
ACCEPTED = "version: 1\nexemptions:\n  - rule: command-injection\n    path: '*'\n    reason: trust me\n    until: 2099-01-01\n"
SWITCHED_OFF = "version: 1\nblock:\n  severity: critical\n  confidence: high\ninline:\n  limit: 0\n"


@pytest.mark.parametrize(
    "policy",
    [ACCEPTED, pytest.param(SWITCHED_OFF, marks=pytest.mark.long), pytest.param("checks: []\n", marks=pytest.mark.long)],
    ids=["accepted", "switched off", "not a policy"],
)
def test_case_18_a_policy_that_switches_everything_off_is_told_and_not_applied(arena: Arena, policy: str) -> None:
    pull = arena.propose({"convert.py": GUILTY, PATH: policy}, base={PATH: "version: 1\n"})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == {"convert.py"}
    assert "the version on the base branch was applied" in spoken(pull)


def test_case_18_a_policy_that_is_removed_still_binds(arena: Arena) -> None:
    strict = "version: 1\nblock:\n  severity: low\n  confidence: low\n"
    debug = "from flask import Flask\n\napp = Flask(__name__)\napp.run(debug=True)\n"
    pull = arena.propose({PATH: None, "shop.py": debug}, base={PATH: strict})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert "the version on the base branch was applied" in spoken(pull)
