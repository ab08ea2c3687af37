"""A copyleft dependency is told beside the project's own licence, where that is declared."""

from __future__ import annotations

import pytest

from checks.core.place import RepoPath
from checks.dependency_licence.own import relation
from tests.fakes import FakeTree

LESS, SAME, CLOSED = "which asks for less", "asks for the same in its own terms", "which is not free"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"app/package.json": b'{"license": "MIT"}'}, LESS),
        ({"app/package.json": b'{"license": {"type": "GPL-3.0-only"}}'}, SAME),
        ({"app/package.json": b'{"license": "UNLICENSED"}'}, CLOSED),
        ({"app/pyproject.toml": b'[project]\nlicense = "Apache-2.0"\n'}, LESS),
        ({"app/pyproject.toml": b'[project]\nlicense = {text = "AGPL-3.0-or-later"}\n'}, SAME),
        ({"app/composer.json": b'{"license": "proprietary"}'}, CLOSED),
        ({"app/package.json": b'{"license": "SEE LICENSE IN LICENSE"}'}, ""),
        ({"app/package.json": b'{"license": 7}'}, ""),
        ({"app/package.json": b"["}, ""),
        ({"package.json": b'{"license": "MIT"}'}, ""),
        ({}, ""),
    ],
)
def test_the_projects_own_licence_is_told_where_it_is_known(files: dict[str, bytes], told: str) -> None:
    said = relation(FakeTree({**files}), RepoPath("app/package-lock.json"))

    assert told in said
    assert bool(told) == bool(said)
