"""Cases 19 and 20: policies and trees that are made to be too much."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged, not_looked_at
from tests.product.stage import GUILTY, INNOCENT, spoken

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena
    from tests.github_double.plumbing import Content

pytestmark = pytest.mark.xdist_group("adversarial")

POLICY = ".github/bartizan.yml"
_LEVELS = (f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n" for before, after in pairwise("abcdefghij"))
ALIASES = "version: 1\na: &a [x]\n" + "".join(_LEVELS)
BAD_POLICIES = {
    "aliases": ALIASES,
    "ten megabytes": "version: 1\n# " + "x" * (10 << 20),
    "an object": "version: 1\nblock: !!python/object/apply:os.system ['touch {touch}/touched']\n",
    "an unknown key": "version: 1\nchecks: [none]\n",
    "a pattern that backtracks": "version: 1\nexemptions:\n  - rule: '(a+)+$'\n    path: '" + "a*" * 200 + "b'\n    reason: because\n",
    "a path that climbs": "version: 1\nexemptions:\n  - rule: command-injection\n    path: ../../*\n    reason: because\n",
    "depth": "version: 1\nblock: " + "[" * 20_000,
}
_SHORT = {"aliases", "an object", "depth"}


@pytest.mark.parametrize("kind", [name if name in _SHORT else pytest.param(name, marks=pytest.mark.long) for name in BAD_POLICIES])
def test_case_19_a_policy_made_to_explode_changes_nothing(arena: Arena, kind: str) -> None:
    policy = BAD_POLICIES[kind].replace("{touch}", str(arena.canaries.touch))
    pull = arena.propose({"convert.py": GUILTY}, base={POLICY: policy})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == {"convert.py"}
    if kind not in {"a pattern that backtracks", "a path that climbs"}:
        assert "was not applied" in spoken(pull)
    assert len(spoken(pull)) < 100_000


@pytest.mark.long
def test_case_20_thousands_of_files_are_all_looked_at_or_told(arena: Arena) -> None:
    files: dict[str, Content] = {f"src/part{number // 100:02}/module{number:04}.py": INNOCENT for number in range(3200)}
    pull = arena.propose(files | {"src/zz.py": GUILTY})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == {"src/zz.py"} or arena.incomplete(check)


@pytest.mark.long
def test_case_20_more_files_than_are_looked_at_are_refused_at_once(arena: Arena) -> None:
    pull = arena.propose({"a.py": INNOCENT})
    repository = pull.repository
    blob = repository.blob(b"x = 1\n")
    folder = repository.raw_tree([("100644", f"f{number:05}.py".encode(), blob) for number in range(25_000)])
    arena.propose_tree(repository.raw_tree([("40000", b"a", folder), ("40000", b"b", folder)]), pull)

    check = arena.review(pull, "synchronize")

    assert arena.incomplete(check)
    assert "files changed; at most" in (check.output["summary"] or "")


def test_case_20_a_folder_below_a_hundred_others_is_told_and_its_neighbour_looked_at(arena: Arena) -> None:
    deep = "/".join(["d"] * 900) + "/deep.py"
    pull = arena.propose({deep: GUILTY, "convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {"convert.py"}
    assert "folders deep" in not_looked_at(check)


@pytest.mark.long
@pytest.mark.parametrize("size", [60 << 20, 500 << 20], ids=["60 MB", "500 MB"])
def test_case_20_a_file_that_unfolds_to_a_great_size_is_told(arena: Arena, size: int) -> None:
    pull = arena.propose({"huge.py": b"#" * size, "convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {"convert.py"}
    assert "huge.py" in not_looked_at(check)


@pytest.mark.long
def test_case_20_many_large_files_do_not_fill_the_memory(arena: Arena) -> None:
    pull = arena.propose({f"large{number:02}.py": b"#\n" * (4 << 20) for number in range(60)})

    check = arena.review(pull)

    assert arena.incomplete(check)
    assert "MiB together" in not_looked_at(check)
