"""Cases 10, 11 and 17: names, links and trees are data, and malformed ones are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import bodies, flagged, not_looked_at, outside_code
from tests.github_double.plumbing import Entry
from tests.product.stage import GUILTY, INNOCENT, spoken

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena
    from tests.github_double.repository import DoublePull, DoubleRepository

pytestmark = pytest.mark.xdist_group("adversarial")

NAMES = (
    *("--config=evil.py", "-e.py", "--", "-rf.py", "@everyone ](x) <b>.py", "a`b`.py", "](http:evil.example).py", "é ü.py"),
    "#1 fixes #2.py",
    *("con.py", "CON", "nul.txt.py", "$(touch x).py", "a;b|c&d.py", "'\"\\.py", "%s%n{0}.py", "a" * 252 + ".py", "~root.py", "*.py"),
)


def test_case_10_names_of_files_are_data_everywhere(arena: Arena) -> None:
    pull = arena.propose(dict.fromkeys(NAMES, GUILTY))

    check = arena.review(pull)

    assert flagged(check) == {name for name in NAMES if name.endswith(".py")}
    shown = "".join(map(outside_code, bodies(pull, check)))
    assert not re.search(r"@everyone|<b>|evil\.example|#2|<a |<img", shown)


@pytest.mark.parametrize(
    "name", ["a\nb.py", "a\u202egnp.py", *(pytest.param(name, marks=pytest.mark.long) for name in ("a\x1b[31mb.py", "a\u200bb.py"))]
)
def test_case_10_a_name_that_cannot_be_shown_is_never_clear(arena: Arena, name: str) -> None:
    pull = arena.propose({name: INNOCENT, "convert.py": GUILTY})

    check = arena.review(pull)

    assert arena.incomplete(check)
    assert flagged(check) == {"convert.py"}
    assert not set("\x1b\u202e\u200b") & set(re.sub(r"\\u[0-9a-f]{4}", "", (check.output["summary"] or "").replace("@\u200b", "")))


def test_case_11_links_are_listed_and_never_followed(arena: Arena) -> None:
    links = {
        "passwd.py": b"/etc/passwd",
        "canary.py": str(arena.canaries.file).encode(),
        "root": b"/",
        "up.py": b"../..",
        "loop.py": b"loop.py",
        "proc.py": b"/proc/self/environ",
        "requirements.txt": str(arena.canaries.file).encode(),
        ".gitattributes": b"/etc/passwd",
        "inside.py": b"convert.py",
        "long.py": b"a/" * 2000,
    }
    pull = arena.propose({**{name: Entry("120000", target) for name, target in links.items()}, "convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {"convert.py"}
    assert [name for name in links if name not in (check.output["summary"] or "")] == []
    assert "root:x:" not in spoken(pull) + arena.stage.logged()


def test_case_11_a_file_that_becomes_a_link_is_not_read(arena: Arena) -> None:
    pull = arena.propose({"convert.py": Entry("120000", str(arena.canaries.file).encode())}, base={"convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == set()
    assert "convert.py" in (check.output["summary"] or "")


# Trees that no honest git writes. Their names are those of the attack, their entries as (mode, name, kind of the object).
REFUSED = {
    "git's own folder": [("40000", b".git", "folder")],
    "the folder above": [("40000", b"..", "folder")],
    "a path that climbs out": [("100644", b"../../escape", "file")],
    "the short name of git's folder": [("40000", b"GIT~1", "folder")],
    "git's folder with an invisible character": [("40000", ".g\u200cit".encode(), "folder")],
    "a name twice": [("100644", b"a.py", "file"), ("100644", b"a.py", "other")],
    "a name as file and as folder": [("100644", b"a.py", "file"), ("40000", b"a.py", "folder")],
    "a link for .gitmodules": [("120000", b".gitmodules", "link")],
    "an absolute path": [("100644", b"/absolute.py", "file")],
}


def headed(pull: DoublePull, entries: list[tuple[str, bytes, str]]) -> None:
    """Put those entries, in the order given, at the pull request's head."""
    repository = pull.repository
    ids = made(repository)
    tree = repository.raw_tree([(mode, name, ids[kind]) for mode, name, kind in entries])
    pull.move_to(repository.raw_commit(tree, parents=[repository.sha(pull.facts.base_ref)]))


def made(repository: DoubleRepository) -> dict[str, str]:
    config = repository.blob(b"[core]\n\tfsmonitor = touch /tmp/touched\n")
    return {
        "file": repository.blob(INNOCENT.encode()),
        "other": repository.blob(GUILTY.encode()),
        "link": repository.blob(b"/etc/passwd"),
        "folder": repository.raw_tree([("100644", b"config", config)]),
    }


@pytest.mark.parametrize(
    "attack",
    [pytest.param(name, marks=[] if number < 3 else [pytest.mark.long]) for number, name in enumerate(REFUSED)],
)
def test_case_17_a_malformed_tree_is_refused_and_says_so(arena: Arena, attack: str) -> None:
    pull = arena.propose({"add.py": INNOCENT})
    headed(pull, REFUSED[attack])

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert arena.incomplete(check)
    assert "Refused to scan" in (check.output["title"] or "")


def test_case_17_names_with_control_characters_are_rejected(arena: Arena) -> None:
    pull = arena.propose({"add.py": INNOCENT})
    headed(pull, [("100644", b"a\nb.py", "file"), ("100644", b"a\x1b]0;x\x07b.py", "file"), ("100644", b"c\xff.py", "file")])

    check = arena.review(pull)

    assert arena.incomplete(check)
    assert "(3)" in not_looked_at(check)
    assert not set("\x1b\x07") & set(spoken(pull))


def test_case_17_a_link_for_the_attributes_is_listed_and_hides_nothing(arena: Arena) -> None:
    pull = arena.propose({"add.py": INNOCENT})
    headed(pull, [("120000", b".gitattributes", "link"), ("100644", b"convert.py", "other")])

    check = arena.review(pull)

    assert flagged(check) == {"convert.py"}
    assert ".gitattributes" in (check.output["summary"] or "")


def test_case_17_a_mode_that_git_never_writes_does_not_hide_a_file(arena: Arena) -> None:
    pull = arena.propose({"add.py": INNOCENT})
    headed(pull, [("104755", b"setuid.py", "other")])

    check = arena.review(pull)

    assert flagged(check) == {"setuid.py"}
