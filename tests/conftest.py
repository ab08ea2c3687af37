"""Options and fixtures of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import settings

from tests.adversarial.figures import PROPERTY, table

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

# The machines that run this differ in speed: a deadline would fail on the slow ones only.
settings.register_profile("short", deadline=None, max_examples=40)
settings.register_profile("full", deadline=None, max_examples=200)
settings.load_profile("short")

# Each takes half a minute and more, most of it in processes of its own.
_FIRST = (
    *("tests/test_both_fronts", "tests/test_every_fix", "tests/product/test_crashes", "tests/adversarial/test_no_sandbox", "tests/powers/"),
    *("tests/product/test_fault_schedules", "tests/product/", "tests/demo/", "tests/adversarial/", "tests/jobs/"),
    "tests/web/test_gunicorn",
)


def pytest_configure(config: pytest.Config) -> None:
    """`make test` tries fewer examples of each property than `make test-full`."""
    settings.load_profile("short" if "not long" in config.option.markexpr else "full")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the examples give into their findings.txt")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nobody waits for it alone at the end, and keep groups together.

    pytest-xdist 3.8 writes groups into a field that pytest 9.2 does not read any more.
    """
    for item in items:
        mark = item.get_closest_marker("long_with")
        if mark is not None and f"[{mark.args[0]}]" in item.name:
            item.add_marker("long")
    items.sort(key=lambda item: next((number for number, name in enumerate(_FIRST) if name in item.nodeid), len(_FIRST)))
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
