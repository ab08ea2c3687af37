"""The product set up as an operator would: its processes, the stand-in for GitHub, and what can be seen from outside."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import MetaData, func, select

from bot.intake.queue import DeliveryState
from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from tests.demo import processes
from tests.github_double.double import GitHubDouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.github_double.model import CheckRun, Delivery
    from tests.github_double.plumbing import Content
    from tests.github_double.repository import DoublePull, DoubleRepository

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
ADVISORIES = ROOT / "tests" / "sample" / "advisories"
PATIENCE = 60.0
# Lies in the environment of every process of ours, as an operator's other secrets would.
CANARY = "canary-3f1c9b7de2a84605"
SETTLED = frozenset({DeliveryState.DONE, DeliveryState.IGNORED, DeliveryState.FAILED})
_names = itertools.count(1)

GUILTY = """import subprocess
from flask import request


def convert():
    name = request.args["name"]
    subprocess.run("convert " + name, shell=True)
"""
INNOCENT = "def add(a, b):\n    return a + b\n"


class NotInTime(AssertionError):
    """What was waited for did not happen; the message ends with the workers' logs."""


@dataclass
class Stage:
    """The double and the processes over one database. `home` holds everything that they write."""

    double: GitHubDouble
    home: Path
    environment: dict[str, str]
    stack: ExitStack
    url: str = ""
    logs: list[Path] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def database_url(self) -> str:
        return self.environment.get("BARTIZAN_DATABASE_URL") or f"sqlite:///{self.home / 'data' / 'bartizan.sqlite'}"

    @property
    def scratch(self) -> Path:
        """What the processes take for the system's temporary folder."""
        return self.home / "tmp"

    # Processes

    def server(self) -> str:
        self.url = self.stack.enter_context(processes.server(self.environment, processes.free_port(), self._log("web")))
        return self.url

    def worker(self, module: str = "tests.product.brisk_worker", **settings: str) -> subprocess.Popen[bytes]:
        """A further worker that has shown a sign of life. `settings` override its environment."""
        log = self._log("worker")
        running = processes.running([sys.executable, "-m", module], self.environment | settings, log)
        process = self.stack.enter_context(running)
        self.workers.append(process)
        self.until(lambda: "worker started" in log.read_text() or process.poll() is not None, "the worker started")
        assert process.poll() is None, processes.tail(log)
        return process

    def _log(self, name: str) -> Path:
        log = self.home / f"{name}-{len(self.logs)}.log"
        self.logs.append(log)
        return log

    def logged(self) -> str:
        return "".join(log.read_text("utf-8", "replace") for log in self.logs if log.exists())

    # The forge

    def repository(self, files: Mapping[str, Content] | None = None, *, private: bool = True) -> DoubleRepository:
        """A repository of an owner of its own, so that no installation's limits touch another test."""
        number = next(_names)
        return self.double.repository(f"owner{number}/shop{number}", files=files or {"README.md": "# Shop\n"}, private=private)

    def propose(
        self, files: Mapping[str, Content], *, base: Mapping[str, Content] | None = None, fork: bool = False, draft: bool = False
    ) -> DoublePull:
        """A pull request with those files in a repository of its own."""
        repository = self.repository(base)
        self.double.user("dev", "write", repository)
        repository.branch("feature", files)
        return repository.open_pull(head="feature", user="dev", fork=fork, draft=draft)

    def deliver(self, pull: DoublePull, action: str = "opened", *, guid: str | None = None, before: str | None = None) -> Delivery:
        """The `pull_request` webhook as of now."""
        return self.send("pull_request", action, pull.payload(action, before=before), guid=guid)

    def send(self, event: str, action: str | None, payload: dict[str, object], *, guid: str | None = None) -> Delivery:
        return self.double.deliver(event, action, payload, to=f"{self.url}/webhooks/github", guid=guid)

    def review(self, pull: DoublePull, action: str = "opened") -> CheckRun:
        """Deliver, wait until the work has ended, and give the completed check run of the head."""
        self.settled(self.deliver(pull, action))
        return self.check(pull)

    # What became of it

    def settled(self, delivery: Delivery, seconds: float = PATIENCE) -> DeliveryState:
        """Wait until the delivery's work has ended."""
        assert delivery.status_code == 202, delivery.response
        engine = connect(self.database_url)
        try:
            deliveries = Deliveries(engine)

            def state() -> DeliveryState | None:
                seen = deliveries.find(delivery.guid)
                return seen.state if seen and seen.state in SETTLED else None

            return self.until(state, f"the delivery {delivery.event}.{delivery.action} was settled", seconds)
        finally:
            engine.dispose()

    def checks(self, pull: DoublePull, sha: str | None = None) -> list[CheckRun]:
        """The check runs on the head (or on `sha`), oldest first."""
        with self.double.state.lock:
            runs = pull.repository.facts.check_runs.values()
            return [run for run in runs if run.head_sha == (sha or pull.head_sha)]

    def all_checks(self, pull: DoublePull) -> list[CheckRun]:
        """The check runs on every commit of the repository, oldest first."""
        with self.double.state.lock:
            return list(pull.repository.facts.check_runs.values())

    def check(self, pull: DoublePull) -> CheckRun:
        """The one check run of the head, which is completed."""
        (run,) = self.checks(pull)
        assert run.status == "completed"
        return run

    def wait_for_check(self, pull: DoublePull, sha: str | None = None, *, status: str = "completed", seconds: float = PATIENCE) -> CheckRun:
        def found() -> CheckRun | None:
            return next((run for run in self.checks(pull, sha) if run.status == status), None)

        return self.until(found, f"the check run was {status}", seconds)

    def writes(self, pull: DoublePull) -> int:
        """How often something was changed in the pull request's repository, comments folded by GraphQL not counted."""
        return sum(f"/{pull.repository.full_name}/" in write.path for write in self.double.writes)

    def until(self, happened: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """The first true answer of `happened`. Raises `NotInTime`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = happened()
            if answer:
                return answer
            time.sleep(0.02)
        told = "\n".join(f"{log.name}:\n{processes.tail(log)}" for log in self.logs)
        raise NotInTime(f"it did not happen within {seconds:.0f} s that {what}\n{told}")

    def rows(self) -> str:
        """Every row of every table, as text."""
        engine = connect(self.database_url)
        try:
            tables = MetaData()
            tables.reflect(engine)
            with engine.connect() as connection:
                return "\n".join(str(tuple(row)) for table in tables.sorted_tables for row in connection.execute(select(table)))
        finally:
            engine.dispose()

    def jobs(self) -> int:
        """How many jobs were ever queued."""
        engine = connect(self.database_url)
        try:
            tables = MetaData()
            tables.reflect(engine, only=["workflow_status"])
            with engine.connect() as connection:
                return int(connection.execute(select(func.count()).select_from(tables.tables["workflow_status"])).scalar_one())
        finally:
            engine.dispose()

    def metric(self, event: str, outcome: str) -> float:
        """How many deliveries of the event ended so, over all gunicorn workers."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        start = f'bartizan_deliveries_total{{event="{event}",outcome="{outcome}"}} '
        return sum(float(line.removeprefix(start)) for line in lines if line.startswith(start))

    def leftovers(self) -> list[str]:
        """What jobs have left behind: folders, in those of workers or beside them, and processes."""
        places = (self.scratch, self.home / "data" / "jobs")
        found = [path for place in places for pattern in ("*", "bartizan-worker-*/*") for path in place.glob(pattern)]
        return [str(path) for path in found if not path.name.startswith(("bartizan-worker-", "bartizan-metrics-"))] + self.sandboxed()

    def scanning(self) -> bool:
        """Whether an engine is at work now."""
        return any(self.scratch.glob("bartizan-worker-*/bartizan-job-*/src"))

    def sandboxed(self) -> list[str]:
        """Processes that name our scratch folder: engines of ours and what starts them."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(self.scratch) in words:
                found.append(f"{folder.name}: {words[:200]}")
        return found


@contextmanager
def staged(**settings: str) -> Iterator[Stage]:
    """A stage without processes; `settings` are added to their environment. Everything ends and goes with the context."""
    # Not pytest's folder: the sandbox's user must be able to pass through.
    home = Path(tempfile.mkdtemp(prefix="product-"))
    home.chmod(0o711)
    try:
        with GitHubDouble.start() as double, ExitStack() as stack:
            (home / "tmp").mkdir(mode=0o711)
            stage = Stage(double, home, _environment(double, home) | settings, stack)
            _import_advisories(stage)
            yield stage
    finally:
        shutil.rmtree(home)


def _environment(double: GitHubDouble, home: Path) -> dict[str, str]:
    key = home / "app.pem"
    key.write_text(double.private_key_pem)
    key.chmod(0o600)
    return {
        **processes.inherited(),
        "TMPDIR": str(home / "tmp"),
        "GITHUB_TOKEN": CANARY,
        "AWS_SECRET_ACCESS_KEY": CANARY,
        "BARTIZAN_APP_ID": str(double.app_id),
        "BARTIZAN_PRIVATE_KEY_FILE": str(key),
        "BARTIZAN_WEBHOOK_SECRET": double.webhook_secret,
        "BARTIZAN_GITHUB_API_URL": double.api_url,
        "BARTIZAN_DATA_DIR": str(home / "data"),
    }


def _import_advisories(stage: Stage) -> None:
    bartizan(stage.environment, "advisories", "import", str(ADVISORIES))


def bartizan(environment: Mapping[str, str], *words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command, as a person types it."""
    command = [sys.executable, "-m", "bot.cli.main", *words]
    path = {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=dict(environment) | path, cwd=folder, capture_output=True, text=True, check=False, timeout=100)


def spoken(pull: DoublePull) -> str:
    """Everything that stands on the pull request in anybody's name, as one text."""
    facts = pull.repository.facts
    said = [comment.body for comment in pull.comments] + [comment.body for comment in pull.review_comments]
    said += [review.body for review in pull.reviews]
    return "\n".join([*said, *(json.dumps([run.output, run.annotations], ensure_ascii=False) for run in facts.check_runs.values())])
