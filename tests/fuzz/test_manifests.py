"""Files that name dependencies: whatever they hold, they are read or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from checks.core.place import RepoPath
from checks.manifests.formats import FORMATS
from checks.manifests.manifest import Format, Manifest, Unparsable
from checks.manifests.project import folder_of, read
from tests.fakes import FakeTree
from tests.fuzz.hunting import MORSELS, hunt, mutated, says_why, tries

EXAMPLES = Path(__file__).parents[2] / "checks/vulnerable_dependency/examples"
HEADS = [case / "head" for case in EXAMPLES.iterdir()]
SAMPLES = Path(__file__).parents[1] / "checks/manifests/samples"
FILES = [(RepoPath(str(file.relative_to(head))), file) for head in (*HEADS, SAMPLES) for file in head.rglob("*") if file.is_file()]
BOMBS = (
    *(b"[" * 200_000, b'{"a":' * 100_000, b"a=" + b"[" * 100_000, b"a." * 100_000 + b"b=1"),
    *(b"a = " + b"9" * 100_000, b"-r x\n" * 9999),
    *(b"<a>" * 100_000, b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 9999 + b'">]><a>' + b"&b;" * 9999 + b"</a>", b"<a " + b"b='' " * 9999),
)
SEEDS = {form.name: [file.read_bytes() for path, file in FILES if form.matches(path)] or [b""] for form in FORMATS}


def within(raw: bytes, form: Format) -> None:
    """Pins and notes lie inside the file, and their names are no paths and hold no control characters."""
    try:
        manifest = form.parse(raw)
    except Unparsable as reason:
        says_why(reason)
        return
    assert isinstance(manifest, Manifest)
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for pin in manifest.pins:
        assert 1 <= pin.span.first <= pin.span.last <= lines
        assert pin.package.name
        assert pin.package.version
    for span in (*(each.span for each in manifest.not_understood), *(each.span for each in manifest.includes)):
        assert 1 <= span.first <= span.last <= lines


@tries
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_damaged_file_is_read_or_refused(form: Format, tries: int) -> None:
    hunt(mutated(SEEDS[form.name]), lambda raw: within(raw, form), tries)


@tries
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_any_bytes_are_read_or_refused(form: Format, tries: int) -> None:
    anything = st.binary(max_size=300) | st.lists(st.sampled_from(MORSELS), max_size=12).map(b"".join)

    hunt(anything, lambda raw: within(raw, form), tries)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_or_read_in_bounds(form: Format, bomb: bytes) -> None:
    within(bomb, form)


@tries
def test_files_that_include_each_other_end(tries: int) -> None:
    names = st.sampled_from(["requirements.txt", "a.txt", "d/b.txt", "../x", "/etc/passwd", "d/../requirements.txt", "."])
    content = st.lists(st.tuples(st.sampled_from(["-r", "-c", "--requirement="]), names).map(" ".join), max_size=6).map("\n".join)

    def follow(files: dict[str, str]) -> None:
        tree = FakeTree({name: text.encode() for name, text in files.items()})
        opened, _ = read(tree, [RepoPath("requirements.txt")])
        assert {one.path.text for one in opened} <= files.keys()
        assert len({one.path for one in opened}) == len(opened)
        assert all(folder_of(one.path) is not None for one in opened)

    hunt(st.dictionaries(st.sampled_from(["requirements.txt", "a.txt", "d/b.txt"]), content, max_size=3), follow, tries)
