"""What examples cannot show of lock files: any of them beside itself, names made to confuse, files that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core import Change, ChangedFile, FileStatus, Finding, NotAnalysed, Package, RepoPath, Scene
from checks.core.place import Span
from checks.lock_integrity import go_sum
from checks.lock_integrity.check import CHECK
from checks.lock_integrity.comparison import sights
from checks.manifests.manifest import Manifest, Pin, Unparsable
from tests.checks.test_vulnerable_dependency import Agreeing
from tests.fakes import FakeAdvisories, FakeTree

WORDS = st.sampled_from(["a", "b", "c", "`x`", "a\nb", ""])
PINS = st.lists(
    st.builds(
        Pin,
        st.builds(Package, st.just("npm"), WORDS, st.sampled_from(["1", "2"])),
        st.just(Span(1, 1)),
        direct=st.sampled_from([True, False, None]),
        hashes=st.lists(st.sampled_from(["sha512:x", "sha512:y", "sha1:z", "odd"]), max_size=3).map(tuple),
        needs=st.lists(WORDS, max_size=3).map(tuple),
        install_script=st.booleans(),
    ),
    max_size=8,
).map(tuple)


def seen(before: dict[str, bytes], after: dict[str, bytes], name: str, old: str | None = None) -> list[Finding | NotAnalysed]:
    file = ChangedFile(RepoPath(name), FileStatus.RENAMED if old else FileStatus.MODIFIED, None, RepoPath(old) if old else None)
    knowledge = FakeAdvisories()
    trees = FakeTree({**before}), FakeTree({**after})
    return list(CHECK.inspect(Scene(Change("b" * 40, "a" * 40, (file,)), *trees, (RepoPath(name),), Agreeing(knowledge), knowledge)))


@given(PINS)
def test_a_lock_file_beside_itself_is_no_news(pins: tuple[Pin, ...]) -> None:
    assert list(sights(Manifest(pins), Manifest(pins), [])) == []


@given(PINS, PINS, PINS)
def test_whatever_they_hold_two_can_be_compared(now: tuple[Pin, ...], before: tuple[Pin, ...], written: tuple[Pin, ...]) -> None:
    for sight in sights(Manifest(now), Manifest(before), [Manifest(written)]):
        assert "\n" not in sight.message
        assert sight.message.count("`") % 2 == 0


def test_a_lock_file_that_was_renamed_is_compared_with_its_old_self() -> None:
    before, after = (f"example.com/a v1.0.0 h1:{digest}=\n".encode() for digest in ("AAAA", "BBBB"))

    (finding,) = seen({"go.sum": before}, {"tools/go.sum": after}, "tools/go.sum", "go.sum")

    assert isinstance(finding, Finding)
    assert finding.message.startswith("`example.com/a` v1.0.0 is the same release as before, but its h1 is another")


def test_what_cannot_be_read_is_said() -> None:
    (gap,) = seen({}, {"go.sum": b"<<<<<<< HEAD\n"}, "go.sum")

    assert gap == NotAnalysed("go.sum", "the lock file cannot be read: line 1 is none of a go.sum")


def test_what_could_not_be_read_before_is_noted() -> None:
    (gap,) = seen({"go.sum": b"odd\n"}, {"go.sum": b""}, "go.sum")

    assert isinstance(gap, NotAnalysed)
    assert (gap.expected, "cannot be compared" in gap.why) == (False, True)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_go_sum_or_refused(raw: bytes) -> None:
    try:
        pins = go_sum.parse(raw).pins
    except Unparsable:
        return
    assert len(pins) <= raw.count(b"\n") + 1


@pytest.mark.parametrize("line", ["example.com/a v1.0.0", "example.com/a 1.0.0 h1:A=", "a b c d", "example.com/a v1.0.0 h1:A= more"])
def test_a_line_that_is_none_of_a_go_sum_is_refused(line: str) -> None:
    with pytest.raises(Unparsable, match="line 2"):
        go_sum.parse(f"\n{line}\n".encode())
