"""The pytest fixture: a fresh double for a test, which must have been honest by the end.

Import it in a `conftest.py`: `from tests.github_double.fixtures import double`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.double import GitHubDouble

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    """A running double; fails the test when an exchange broke GitHub's description."""
    with GitHubDouble.start() as started:
        yield started
        started.assert_honest()
