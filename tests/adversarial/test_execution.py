"""Cases 1 to 4: nothing in a tree is run, imported or read as configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.product.stage import INNOCENT

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")


def test_an_innocent_change_passes(arena: Arena) -> None:
    check = arena.review(arena.propose({"add.py": INNOCENT}))

    assert check.conclusion == "success"
    assert not arena.incomplete(check)
