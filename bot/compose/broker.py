"""A broker put together from the settings: the only process that reads the private key."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.github.address import Endpoint
from bot.github.broker import Broker
from bot.github.broker_wire import Line
from bot.github.powers import AppPowers
from bot.github.tokens import Kind
from bot.review.ports import ForgeFailed
from config import logs
from config.environment import home, prefix, read
from config.settings import BadSettings, Problem, Settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable


def serve(end: socket.socket) -> int:
    """Say hello, or what is wrong with the settings, and then serve until the worker has gone. The exit code."""
    line = Line(end)
    try:
        told = Settings.read(read(), home=home(), prefix=prefix())
        own = told.for_broker()
        redactor = logs.set_up(told.log_level, secrets=(own.private_key,))
        powers = AppPowers(
            Endpoint(told.api_url), own.app_id, own.private_key.reveal, clock=time.time, sleep=time.sleep, discretion=redactor
        )
        _check_key(powers)
    except BadSettings as error:
        with suppress(OSError):  # a worker that has found as much by itself does not wait for this
            line.send({"number": 0, "problems": list(_written(error.problems))})
        return 2
    line.send({"number": 0, "problems": []})
    Broker(line, powers, further=_further(told)).serve()
    return 0


def _further(told: Settings) -> frozenset[Kind]:
    wanted = {
        Kind.SCANNING: told.code_scanning,
        Kind.SNAPSHOT: told.dependency_graph,
        Kind.ISSUES: told.advisory_issues,
        Kind.THREADS: told.resolve_threads,
    }
    return frozenset(kind for kind, on in wanted.items() if on)


def _check_key(powers: AppPowers) -> None:
    try:
        powers.check_key()
    except ForgeFailed:
        remedy = "Give the PEM file that GitHub gave, whole and with its line breaks."
        raise BadSettings((Problem("BARTIZAN_PRIVATE_KEY", "is not a readable RSA key", remedy),)) from None


def _written(problems: Iterable[Problem]) -> Iterable[dict[str, str]]:
    # A line of the protocol is bounded, and so is the number of settings.
    return ({"setting": each.setting, "what": each.what[:200], "remedy": each.remedy} for each in problems)
