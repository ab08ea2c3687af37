"""Cases 5 to 9: whoever hides code from us is found, or the check says that it could not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged, not_looked_at
from tests.product.stage import GUILTY

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")


@pytest.mark.parametrize("place", ["", pytest.param("sub/", marks=pytest.mark.long)])
def test_case_05_lists_of_what_to_ignore_are_not_obeyed(arena: Arena, place: str) -> None:
    lists = {f"{place}.semgrepignore": "*\n:include .gitignore\n", f"{place}.gitignore": "*\n", ".ignore": "*\n", ".dockerignore": "*\n"}
    pull = arena.propose({**lists, f"{place}convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {f"{place}convert.py"}


def test_case_06_marks_in_the_code_suppress_nothing(arena: Arena) -> None:
    call = 'subprocess.run("convert " + name, shell=True)'
    marks = ("nosemgrep", "nosem", "nosemgrep: command-injection", "nosec", "noqa", "type: ignore", "bartizan: ignore")
    files = {f"behind_{number}.py": GUILTY.replace(call, f"{call}  # {mark}") for number, mark in enumerate(marks)}
    files |= {f"above_{number}.py": GUILTY.replace(call, f"# {mark}\n    {call}") for number, mark in enumerate(marks)}
    pull = arena.propose(files)

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == set(files)


def test_case_07_folders_and_sizes_that_engines_pass_over_are_looked_at(arena: Arena) -> None:
    folders = ("tests", "test", "vendor", "node_modules", "dist", "build", ".venv", "third_party", "_build", "site-packages")
    files = {f"{folder}/convert.py": GUILTY for folder in folders}
    files |= {"long_line.py": f"x = '{'a' * 90_000}'\n{GUILTY}", "min.min.py": GUILTY}
    pull = arena.propose(files)

    check = arena.review(pull)

    assert flagged(check) == set(files)


@pytest.mark.long
def test_case_07_a_large_file_is_looked_at_or_told(arena: Arena) -> None:
    pull = arena.propose({"large.py": GUILTY + "".join(f"NUMBER_{number} = {number}\n" for number in range(60_000))})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert "large.py" in flagged(check) or "large.py" in not_looked_at(check)


@pytest.mark.long
def test_case_07_a_file_over_the_limit_is_told(arena: Arena) -> None:
    pull = arena.propose({"huge.py": GUILTY + "#" * 11_000_000})

    check = arena.review(pull)

    assert arena.incomplete(check)
    assert "huge.py" in not_looked_at(check)


def test_case_08_attributes_of_git_hide_nothing(arena: Arena) -> None:
    attributes = "convert.py export-ignore linguist-generated linguist-vendored -diff binary filter=evil diff=evil\n* export-subst\n"
    pull = arena.propose({".gitattributes": attributes, "convert.py": GUILTY, "sub/.gitattributes": "* -text\n", "sub/convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {"convert.py", "sub/convert.py"}


DRESSES = {
    "utf16.py": GUILTY.encode("utf-16"),
    "utf32.py": GUILTY.encode("utf-32"),
    "returns.py": GUILTY.encode().replace(b"\n", b"\r"),
    "mark.py": b"\xef\xbb\xbf" + GUILTY.encode(),
    "latin.py": b"# \xff\xfe\n" + GUILTY.encode(),
    "declared.py": b"# -*- coding: utf-7 -*-\n" + GUILTY.encode("utf-7"),
    "long.py": b"x = '" + b"a" * 300_000 + b"'; y = 1\n" + GUILTY.encode(),
    "zero.py": b"\x00" + GUILTY.encode(),
    "inner.py": GUILTY.encode().replace(b"import subprocess\n", b"import subprocess\n\x00\x00\n"),
}


def test_case_09_source_in_another_dress_is_found_guilty_or_not_analysed(arena: Arena) -> None:
    pull = arena.propose(DRESSES)

    check = arena.review(pull)

    named = flagged(check) | {name for name in DRESSES if f"`{name}`" in not_looked_at(check)}
    assert check.conclusion == "failure"
    assert named == set(DRESSES)
    assert {"mark.py", "long.py"} <= flagged(check)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(DRESSES))
def test_case_09_source_in_another_dress_alone_never_passes(arena: Arena, name: str) -> None:
    check = arena.review(arena.propose({name: DRESSES[name]}))

    assert check.conclusion == "failure"
