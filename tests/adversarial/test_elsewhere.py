"""Cases 21 and 29: what points elsewhere is not gone to, and what comes from elsewhere is not served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.plumbing import Entry
from tests.product.stage import GUILTY

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena
    from tests.github_double.plumbing import Content

pytestmark = pytest.mark.xdist_group("adversarial")

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"


@pytest.mark.parametrize("path", ["evil", '"evil\r"'], ids=["plain", "with a carriage return"])
def test_case_21_submodules_and_large_files_elsewhere_are_not_fetched(arena: Arena, path: str) -> None:
    port, touch = arena.canaries.tcp_port, arena.canaries.touch
    modules = f'[submodule "evil"]\n\tpath = {path}\n\turl = http://127.0.0.1:{port}/evil.git\n\tupdate = !touch {touch}/touched\n'
    files: dict[str, Content] = {
        ".gitmodules": modules + f'[submodule "-u"]\n\tpath = option\n\turl = --upload-pack=touch {touch}/touched\n',
        "evil": Entry("160000", "a" * 40),
        "option": Entry("160000", "b" * 40),
        ".lfsconfig": f"[lfs]\n\turl = http://127.0.0.1:{port}/lfs\n",
        ".gitattributes": "*.py filter=lfs diff=lfs merge=lfs\n",
        "weights.py": POINTER,
        "convert.py": GUILTY,
    }
    pull = arena.propose(files)

    check = arena.review(pull)

    assert check.conclusion == "failure"


def test_case_29_a_delivery_that_names_another_installation_gets_nothing(arena: Arena) -> None:
    pull, other = arena.propose({"convert.py": GUILTY}), arena.propose({"convert.py": GUILTY})
    payload = pull.payload("opened")
    payload["installation"] = other.payload("opened")["installation"]

    arena.stage.settled(arena.stage.send("pull_request", "opened", payload))

    assert (arena.stage.checks(pull), arena.stage.checks(other)) == ([], [])
    assert (pull.review_comments, other.review_comments) == ([], [])
