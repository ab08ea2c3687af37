"""Case 12: source that makes a parser or an analysis work for ever ends within its limits, and never passes unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged, not_looked_at
from tests.product.stage import GUILTY

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")

BLOWUPS = {
    "calls": "x = f" + ".g(1)" * 20_000 + "\n",
    "operators": "x = " + " + ".join(["a"] * 50_000) + "\n",
    "brackets": "x = " + "(" * 20_000 + "1" + ")" * 20_000 + "\n",
    "branches": "from flask import request\n\n\ndef f():\n    x = request.args['x']\n"
    + "".join(f"    if x == '{number}':\n        x = x + 'a'\n" for number in range(4_000))
    + "    eval(x)\n",
}


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", sorted(BLOWUPS))
def test_case_12_source_that_blows_up_the_analysis_ends_and_is_seen_or_told(arena: Arena, kind: str) -> None:
    pull = arena.propose({f"{kind}.py": BLOWUPS[kind], "convert.py": GUILTY})

    check = arena.stage.settled(arena.stage.deliver(pull), 300) and arena.stage.check(pull)

    assert check.conclusion == "failure"
    assert "convert.py" in flagged(check)
    if f"{kind}.py" not in not_looked_at(check):
        assert "2 of 2 files" in (check.output["summary"] or "")


@pytest.mark.long
@pytest.mark.timeout(200)
def test_case_12_a_chain_of_calls_does_not_hide_its_neighbour(arena: Arena) -> None:
    pull = arena.propose({"calls.py": "x = f" + ".g(1)" * 3_000 + "\n", "convert.py": GUILTY})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert "convert.py" in flagged(check)
