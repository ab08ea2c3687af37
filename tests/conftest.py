"""Options and fixtures of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# The machines that run this differ in speed: a deadline would fail on the slow ones only.
settings.register_profile("bartizan", deadline=None, max_examples=80)
settings.load_profile("bartizan")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the examples give into their findings.txt")
