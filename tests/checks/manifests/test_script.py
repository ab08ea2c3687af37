"""Scripts that say in their head what they need."""

from __future__ import annotations

import pytest

from checks.core.place import RepoPath
from checks.manifests.formats import format_of, is_doubtful
from checks.manifests.manifest import Unparsable
from checks.manifests.project import read
from checks.manifests.python import script
from tests.fakes import FakeTree

BLOCK = """#!/usr/bin/env python
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests[socks]==2.19.1 ; python_version < '4'",
#   "rich>=13",  # at our own risk
# ]
#
# [tool.uv]
# constraint-dependencies = ["urllib3==1.26"]
# ///
import requests
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tells_what_the_block_asks_for_and_where(end: str) -> None:
    manifest = script.parse(BLOCK.replace("\n", end).encode())

    assert [(pin.package.name, pin.package.version, pin.span.first) for pin in manifest.pins] == [
        ("requests", "2.19.1", 5),
        ("urllib3", "1.26", 10),
    ]
    assert [(each.name, each.span.first) for each in manifest.not_understood] == [("rich", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "import os\n",
        '# /// script\n# dependencies = ["a==1"]\n',
        '# /// script\n#dependencies = ["a==1"]\n# ///\n',
        '# /// other\n# dependencies = ["a==1"]\n# ///\n',
        '    # /// script\n    # dependencies = ["a==1"]\n    # ///\n',
        '# /// script \n# dependencies = ["a==1"]\n# ///\n',
    ],
)
def test_what_tools_do_not_take_for_a_block_names_nothing(text: str) -> None:
    manifest = script.parse(text.encode())

    assert (manifest.pins, manifest.not_understood) == ((), ())


def test_a_block_reaches_to_the_last_closing_line_of_its_comment() -> None:
    with pytest.raises(Unparsable):
        script.parse(b'# /// script\n# dependencies = ["a==1"]\n# ///\n# more\n# ///\n')


def test_two_blocks_are_refused_as_tools_refuse_them() -> None:
    block = b'# /// script\n# dependencies = ["a==1"]\n# ///\n\n'

    with pytest.raises(Unparsable, match="more than one"):
        script.parse(block * 2)


def test_a_block_that_is_no_toml_is_a_gap_and_other_python_is_none() -> None:
    tree = FakeTree({"a.py": b"# /// script\n# dependencies = [\n# ///\n", "b.py": b"print(1)\n", "c.py": BLOCK.encode()})

    opened, gaps = read(tree, tree.paths())

    assert [each.path.text for each in opened] == ["c.py"]
    assert [gap.path for gap in gaps] == ["a.py"]


def test_only_python_may_be_a_script_and_its_lock_is_a_lock() -> None:
    assert is_doubtful(RepoPath("tools/a.py"))
    assert not is_doubtful(RepoPath("setup.py"))
    lock = format_of(RepoPath("tools/a.py.lock"))
    assert lock is not None
    assert (lock.name, lock.lock) == ("uv", True)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("raw", [b"# /// script\n" * 700_000, b"# /// script\n" + b"# a\n" * 2_000_000, b"# ///\n" * 1_000_000])
def test_a_comment_without_end_costs_little(raw: bytes) -> None:
    assert script.parse(raw).pins == ()
