"""A worker put together from the settings."""

from __future__ import annotations

import os
import random
import signal
import socket
import tempfile
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.compose.advisories import swept, told_refresh
from bot.compose.book import CheckBook
from bot.compose.clerk import Clerk
from bot.compose.destinations import code_scanning, dependency_graph
from bot.compose.handover import Handover
from bot.compose.local import instruments, policy_for, settings
from bot.compose.own_folder import own_folder
from bot.compose.resolving import thread_resolution
from bot.compose.service import Service
from bot.compose.standing import Standing
from bot.compose.sweep import Sweep
from bot.compose.sweep_heads import Heads
from bot.conversation.facts import Lifetimes
from bot.conversation.turn import Table
from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.broker_client import BrokerClient, BrokerGone
from bot.github.broker_wire import Line
from bot.github.powers import revoked
from bot.jobs.queue import JobQueue
from bot.jobs.worker import Pace, Worker
from bot.store.audit import Audit
from bot.store.conversations import Conversations
from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from bot.store.heartbeats import Heartbeats
from bot.store.installations import Installations
from bot.store.looks import Looks
from bot.store.matches import Matches
from bot.store.migrate import upgrade
from bot.store.oblivion import Oblivion
from bot.store.reviews import Reviews
from bot.store.sweeps import Sweeps
from bot.store.uploads import Uploads
from config import logs
from config.environment import broker_descriptor, executable_path, new_executor_id
from config.settings import BadSettings, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.compose.handover import Destination
    from bot.conversation.ports import Ledger
    from bot.github.app import Work
    from bot.review.examination import Instruments


def work(pace: Pace | None = None) -> None:
    """Work until SIGTERM or SIGINT, then let running reviews end. Call `bot.compose.apart.part` first.

    Raises `BadSettings`, `SandboxUnavailable`, and `BrokerGone` when the broker ended before the worker.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with closing(_broker(stop)) as broker:
        fetched = settings().data_dir / "jobs"
        fetched.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The sandbox's user passes through the second one, and lists neither.
        with own_folder(fetched, 0o700) as workspace, own_folder(Path(tempfile.gettempdir()), 0o711) as scratch:
            tempfile.tempdir = str(scratch)
            build(workspace, broker, pace).run(stop)
        if broker.gone:
            raise BrokerGone


def _broker(stop: threading.Event) -> BrokerClient:
    """The way to the broker, once all settings, its and ours, have been found to be right. Raises `BadSettings` and `BrokerGone`."""
    descriptor = broker_descriptor()
    if descriptor is None:
        raise BrokerGone
    # Nothing that this process starts gets it.
    os.set_inheritable(descriptor, False)  # noqa: FBT003 - its only form
    told, problems = settings(), list[Problem]()
    try:
        secrets = [told.for_web().webhook_secret]
    except BadSettings as error:
        problems += error.problems
        secrets = []
    endpoint = Endpoint(told.api_url)
    redactor = logs.set_up(told.log_level, secrets=secrets)
    broker = BrokerClient(
        Line(socket.socket(fileno=descriptor)),
        lost=stop.set,
        last_resort=lambda token: revoked(endpoint, token, time.time, time.sleep),
        discretion=redactor,
    )
    hello = broker.greeting()
    problems += [Problem(each.text("setting"), each.text("what"), each.text("remedy")) for each in hello.many("problems")]
    if problems:
        raise BadSettings(tuple(problems))
    return broker


def _tables(ledger: Ledger, tools: Instruments, key: bytes, clock: Callable[[], datetime]) -> Callable[[Work], Table]:
    """What lays out a conversation's needs for each piece of work."""
    book, lifetimes = CheckBook(tools.checks), Lifetimes(settings().acknowledge_days, settings().acknowledge_max_days)
    return lambda work: Table(work.forge, work.forum, ledger, book, lifetimes, key, clock)


def _destinations(app: GitHubApp, clock: Callable[[], datetime]) -> list[Destination]:
    """What the operator has switched on."""
    told = settings()
    graph = [dependency_graph(app, told.public_url, clock)] if told.dependency_graph else []
    threads = [thread_resolution(app)] if told.resolve_threads else []
    return [*([code_scanning(app)] if told.code_scanning else []), *graph, *threads]


def build(workspace: Path, broker: BrokerClient, pace: Pace | None = None) -> Worker:
    """Everything a worker needs, checked before it takes its first job. `workspace` holds the folders git fetches into.

    Raises `BadSettings` and `SandboxUnavailable`.
    """
    told, shared = settings(), settings().for_web()
    log = logs.logger("bot.review")
    tools = instruments(warn=lambda check, error: log.error("a check could not look", check=check, why=str(error)))
    upgrade(told.database_url)
    engine = connect(told.database_url)
    app = GitHubApp(Endpoint(told.api_url), broker, clock=time.time, sleep=time.sleep)
    clock = lambda: datetime.now(UTC)  # noqa: E731 - the clock, given where it is chosen
    key = shared.webhook_secret.reveal().encode()
    ledger, remembered = Conversations(engine), (Reviews(engine), Matches(engine, clock))
    table = _tables(ledger, tools, key, clock)
    queue = JobQueue(told.database_url, clock)
    handovers = [Handover(to, Uploads(engine, to.reason.value), queue, clock) for to in _destinations(app, clock)]
    standing = Standing(app, Looks(engine), queue, tools.knowledge, clock) if told.advisory_issues else None
    service = Service(app, tools, *remembered, policy_for, key, workspace, executable_path(), ledger, table, handovers, standing)
    clerk = Clerk(service, Deliveries(engine), Installations(engine), clock)
    audit, sweeps, pace = Audit(engine), Sweeps(engine), pace or Pace()
    fresh, grace = timedelta(seconds=pace.fresh), timedelta(days=told.forget_after_days)
    heads = Heads(app, queue, Reviews(engine), audit, clerk.installations, sweeps, clock, fresh, standing, ledger.paused_by)
    sweep = Sweep(broker, heads, queue, Oblivion(engine), audit, clerk.deliveries, clerk.installations, sweeps, clock, grace)
    return Worker(
        database_url=told.database_url,
        executor_id=new_executor_id(),
        queue=queue,
        heartbeats=Heartbeats(engine, tools.sandbox),
        handle=clerk.handle,
        done=clerk.done,
        failed=clerk.failed,
        clock=clock,
        random=random.random,
        pace=pace,
        sweep=swept(told_refresh(clock), sweep),
    )
