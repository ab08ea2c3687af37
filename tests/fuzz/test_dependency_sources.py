"""Files that say where packages come from: whatever they hold, they are read or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from checks.core.place import RepoPath
from checks.dependency_source.judgement import Known, sights
from checks.dependency_source.readers import reader_of, stated
from checks.manifests.manifest import Unparsable
from tests.fuzz.hunting import MORSELS, hunt, mutated, says_why, tries
from tests.fuzz.test_manifests import BOMBS

EXAMPLES = Path(__file__).parents[2] / "checks/dependency_source/examples"
SEEDS: dict[str, list[bytes]] = {}
for file in sorted(EXAMPLES.glob("*/head/**/*")):
    if file.is_file():
        SEEDS.setdefault(file.name, []).append(file.read_bytes())


def within(raw: bytes, name: str) -> None:
    """Statements lie inside the file, and each can be judged."""
    reader = reader_of(RepoPath(name))
    assert reader is not None
    try:
        found = stated(reader, raw)
    except Unparsable as reason:
        says_why(reason)
        return
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for each in found:
        assert 1 <= each.span.first <= each.span.last <= lines
        for sight in sights(each, Known(frozenset({"x"}), frozenset({"x"})), locked=False):
            assert len(sight.message) < 1000


@tries
@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_refused(name: str, tries: int) -> None:
    hunt(mutated(SEEDS[name]), lambda raw: within(raw, name), tries)


@tries
@pytest.mark.parametrize("name", SEEDS)
def test_any_bytes_are_read_or_refused(name: str, tries: int) -> None:
    anything = st.binary(max_size=300) | st.lists(st.sampled_from(MORSELS), max_size=12).map(b"".join)

    hunt(anything, lambda raw: within(raw, name), tries)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_or_read_in_bounds(name: str, bomb: bytes) -> None:
    within(bomb, name)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "raw",
    [
        *(b"a" + b" " * 2_000_000, b"-e" + b" " * 2_000_000, b"a" * 2_000_000, b"a[" * 1_000_000, b"--index-url" + b" =" * 1_000_000),
        *(b"git+https://" + b"@" * 2_000_000, b"https://" + b"#" * 2_000_000, b"-i https://" + b"@:" * 1_000_000),
        b"a @ git+https://h/" + b"a-" * 1_000_000,
    ],
    ids=range(9),
)
def test_a_line_that_is_hard_to_take_apart_ends(raw: bytes) -> None:
    within(raw, "requirements.txt")
