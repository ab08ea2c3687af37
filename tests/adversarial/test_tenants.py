"""Case 34: what one owner's repository holds is neither shown to another nor decides about another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged
from tests.product.stage import GUILTY, INNOCENT, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.adversarial.arena import Arena
    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("adversarial")


def owned(arena: Arena, owner: str, files: Mapping[str, str]) -> DoublePull:
    """A pull request in that owner's repository, which is called as every other owner's."""
    repository = arena.stage.double.repository(f"{owner}/shop", files={"README.md": "# Shop\n"}, private=True)
    arena.stage.double.user("dev", "write", repository)
    repository.branch("feature", files)
    return repository.open_pull(head="feature", user="dev")


def test_case_34_owners_of_equal_repositories_do_not_see_each_other(arena: Arena) -> None:
    first, second = (owned(arena, owner, {"convert.py": GUILTY}) for owner in ("tenant-one", "tenant-two"))
    before = set(arena.stage.double.state.grants)

    one, two = arena.review(first), arena.review(second)

    assert flagged(one) == flagged(two) == {"convert.py"}
    assert "tenant-one" not in spoken(second)
    assert "tenant-two" not in spoken(first)
    made = [grant for token, grant in arena.stage.double.state.grants.items() if token not in before]
    assert {frozenset(grant.repositories or ()) for grant in made} == {
        frozenset({first.repository.facts.id}),
        frozenset({second.repository.facts.id}),
    }


def test_case_34_what_is_remembered_of_one_owner_does_not_whiten_another(arena: Arena) -> None:
    # The same bytes where no rule looks, under another name, and other bytes under the same name.
    poison = owned(arena, "tenant-three", {"convert.txt": GUILTY, "other.py": INNOCENT, "tests/convert.js": GUILTY})
    victim = owned(arena, "tenant-four", {"convert.py": GUILTY, "other.py": GUILTY.replace("convert", "other")})
    arena.review(poison)

    check = arena.review(victim)

    assert flagged(check) == {"convert.py", "other.py"}


@pytest.mark.long
def test_case_34_a_second_look_finds_what_the_first_found(arena: Arena) -> None:
    again = [owned(arena, owner, {"convert.py": GUILTY, "add.py": INNOCENT}) for owner in ("tenant-five", "tenant-six")]

    first, second = (arena.review(pull) for pull in again)

    assert first.annotations == second.annotations
    assert first.output["title"] == second.output["title"]
