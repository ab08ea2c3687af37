"""Options and fixtures of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from _pytest.nodeid import coerce_node_id
from hypothesis import settings

from tests.adversarial.figures import PROPERTY, table

if TYPE_CHECKING:
    import pytest
    from _pytest.terminal import TerminalReporter

# The machines that run this differ in speed: a deadline would fail on the slow ones only.
settings.register_profile("bartizan", deadline=None, max_examples=80)
settings.load_profile("bartizan")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the examples give into their findings.txt")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep groups together: pytest-xdist 3.8 writes them into a field that pytest 9.2 does not read any more."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark is not None and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What the hostile cases cost, from whichever process ran them."""
    reports = (report for found in terminalreporter.stats.values() for report in found if getattr(report, "when", "") == "teardown")
    figures = [(report.nodeid.rpartition("::")[2], text) for report in reports for name, text in report.user_properties if name == PROPERTY]
    if figures:
        terminalreporter.section("hostile cases")
        for line in table(figures):
            terminalreporter.write_line(line)
