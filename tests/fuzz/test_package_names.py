"""Manifests, lock files and settings in any state, on both sides: names are judged or the file is said not to be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from checks.core.change import Change, ChangedFile, FileStatus, NotAnalysed
from checks.core.place import RepoPath
from checks.core.scene import Scene
from checks.package_name.check import CHECK
from tests.checks.test_package_name import NoTools
from tests.fakes import FakeAdvisories, FakeTree
from tests.fuzz.hunting import MORSELS, hunt, mutated, tries
from tests.fuzz.test_manifests import BOMBS

EXAMPLES = Path(__file__).parents[2] / "checks/package_name/examples"
# One try looks at all files of the examples three times, so that there are fewer of them than elsewhere.
COST = 4
SEEDS: dict[str, list[bytes]] = {}
for file in sorted(EXAMPLES.glob("*/*/**/*")):
    if file.is_file():
        SEEDS.setdefault(file.name, []).append(file.read_bytes())


def judged(raw: bytes, name: str) -> None:
    """Beside the sound files of the examples, at head and at base; what stays as it was gives nothing."""
    sound = {each: seeds[0] for each, seeds in SEEDS.items()}
    sides = [{**sound, name: raw}, sound]
    for head, base in (sides, sides[::-1], (sides[0], sides[0])):
        scope = tuple(RepoPath(each) for each in sorted(head))
        change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in scope))
        seen = list(CHECK.inspect(Scene(change, FakeTree(dict(base)), FakeTree(dict(head)), scope, NoTools(), FakeAdvisories())))
        assert head is not base or all(isinstance(each, NotAnalysed) for each in seen)


@tries
@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_judged_or_refused(name: str, tries: int) -> None:
    hunt(mutated(SEEDS[name]), lambda raw: judged(raw, name), tries // COST)


@tries
@pytest.mark.parametrize("name", SEEDS)
def test_any_bytes_are_judged_or_refused(name: str, tries: int) -> None:
    anything = st.binary(max_size=300) | st.lists(st.sampled_from(MORSELS), max_size=12).map(b"".join)

    hunt(anything, lambda raw: judged(raw, name), tries // COST)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_or_judged_in_bounds(name: str, bomb: bytes) -> None:
    judged(bomb, name)
