"""Both databases, and workers as real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.intake.job import Job, Reason
from bot.jobs.queue import JobQueue
from bot.jobs.schema import prepare
from bot.store.migrate import upgrade
from tests.postgres import new_database, start_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with start_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'bartizan.sqlite'}" if request.param == "sqlite" else new_database(request.getfixturevalue("server"))
    upgrade(made)
    prepare(made, polling=0.1)
    return made


@pytest.fixture
def queue(url: str) -> Iterator[JobQueue]:
    queue = JobQueue(url, lambda: datetime.now(UTC))
    yield queue
    queue.close()


@dataclass
class Workers:
    """Worker processes over one database, and what their jobs wrote."""

    url: str
    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", "tests.jobs.worker_script", self.url, name, str(self.folder)]
        with (self.folder / f"{name}.err").open("ab") as err:
            self.running[name] = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=err)

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running.pop(name).wait()

    def slow(self, seconds: float) -> None:
        (self.folder / "slow").write_text(str(seconds))

    def told(self, word: str) -> list[str]:
        """The keys of the jobs beside that word, in the order written."""
        log = self.folder / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line.split()[2] for line in lines if line.split()[1] == word]

    def wait(self, happened: Callable[[], bool], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > end:
                said = "".join(path.read_text()[-3000:] for path in sorted(self.folder.glob("*.err")))
                raise AssertionError(f"it did not happen; the log: {(self.folder / 'log').read_text()}\n{said}")
            time.sleep(0.05)

    def wait_up(self, count: int) -> None:
        self.wait(lambda: len(self.told("up")) == count)

    def wait_ended_or_told(self, name: str, word: str) -> None:
        self.wait(lambda: self.running[name].poll() is not None or bool(self.told(word)))


@pytest.fixture
def workers(url: str, tmp_path: Path) -> Iterator[Workers]:
    folder = tmp_path / "work"
    folder.mkdir()
    made = Workers(url, folder)
    made.slow(0.1)
    yield made
    for process in made.running.values():
        process.kill()
        process.wait()


def job(number: int = 1, head: str = "a", *, delivery: str = "d1", reason: Reason = Reason.SYNCHRONIZE, installation: int = 1) -> Job:
    return Job(installation, "octo-org/model_hub", 7, number, head * 40, reason, "mona", None, delivery)
