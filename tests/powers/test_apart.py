"""The real processes: who has the key, who has tokens, and that both end when they should."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.github.tokens import Kind
from tests.demo import processes
from tests.github_double.faults import Fault
from tests.powers import sight
from tests.product.stage import GUILTY, ROOT, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.xdist_group("powers"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root sees into the memory of processes that are sealed"),
]
MODULE, COMMAND = ("-m", "bot.worker"), ("-m", "bot.cli.main", "worker")
_CLOSE_ON_EXEC = 0o2000000


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A server, and no worker; the key stands in the environment of everything that is started, as many platforms have it."""
    with staged() as stage:
        del stage.environment["BARTIZAN_PRIVATE_KEY_FILE"]
        stage.environment["BARTIZAN_PRIVATE_KEY"] = stage.double.private_key_pem.replace("\n", "\\n")
        stage.server()
        yield stage
        stage.double.assert_honest()


def key_line(stage: Stage) -> bytes:
    """A line from the middle of the key."""
    return stage.double.private_key_pem.splitlines()[7].encode()


def tokens(stage: Stage) -> list[str]:
    return list(stage.double.state.grants)


def all_revoked(stage: Stage) -> bool:
    with stage.double.state.lock:
        return all(grant.revoked for grant in stage.double.state.grants.values())


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists() or Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def servers() -> set[int]:
    """The gunicorn processes of this test's own server."""
    return {pid for pid in sight.descendants(os.getpid()) if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_a_review_shows_key_and_tokens_to_nobody_who_must_not_have_them(stage: Stage) -> None:
    worker = stage.worker()
    broker = sight.broker_of(worker.pid)
    told = re.search(rb"BARTIZAN_BROKER_DESCRIPTOR=(\d+)", sight.environ(worker.pid))
    assert told
    number = told.group(1).decode()
    line = str(Path(f"/proc/{worker.pid}/fd/{number}").readlink())
    flags = re.search(r"flags:\s+([0-7]+)", Path(f"/proc/{worker.pid}/fdinfo/{number}").read_text())
    pull = stage.propose({"convert.py": GUILTY})
    stage.double.state.requests.clear()

    with sight.watching(worker.pid, line, stage.home / "data" / "jobs") as seen:
        check = stage.review(pull)
    stage.until(lambda: all_revoked(stage), "every token was revoked")

    assert check.conclusion == "failure"
    # The key: the broker has it, which also shows that this test would find it.
    assert sight.remembers(broker, key_line(stage))
    assert key_line(stage) in sight.environ(broker)
    assert servers()
    for pid in {worker.pid, *servers()}:
        assert b"PRIVATE_KEY" not in sight.environ(pid)
        assert not sight.remembers(pid, key_line(stage))
    # The line to the broker: programs of both kinds were seen, and none had it.
    assert line.startswith("socket:[")
    assert flags
    assert int(flags.group(1), 8) & _CLOSE_ON_EXEC
    assert "git" in seen.programs
    assert {"git", "bwrap"} <= seen.programs
    assert seen.holders == set()
    # The tokens: minted narrowly, and nowhere to be read.
    asked = [one.body for one in stage.double.requests if one.path.endswith("/access_tokens")]
    repository = pull.repository.facts.id
    for_the_review = [{"repository_ids": [repository], "permissions": dict(kind.permissions)} for kind in (Kind.READ, Kind.WRITE)]
    # The sweep at the start learns which repositories there are, and may look at this one too.
    for_the_sweep = {"permissions": {"metadata": "read"}}
    assert all(one in asked for one in for_the_review)
    assert [one for one in asked if one not in (*for_the_review, for_the_sweep)] == []
    everything = "\n".join([*(words.decode("utf-8", "replace") for words in seen.command_lines | seen.confined), *seen.configurations])
    everything += stage.logged() + stage.rows() + "".join(one.path + one.query for one in stage.double.requests)
    assert seen.configurations
    assert tokens(stage)
    assert not [token for token in tokens(stage) if token[-60:] in everything]
    assert key_line(stage).decode() not in everything
    # The end: asked to stop at work, it finishes and leaves nothing.
    last = stage.propose({"convert.py": GUILTY})
    fault = stage.double.faults.add(Fault(f"GET */{last.repository.full_name}/compare/*", delay=0.5, status=None))
    stage.deliver(last)
    stage.until(lambda: fault.hits, "the worker was at work")
    assert not all_revoked(stage)
    worker.terminate()
    assert worker.wait(30) == 0
    assert stage.check(last).conclusion == "failure"
    assert all_revoked(stage)
    stage.until(lambda: gone(broker), "the broker ended with its worker")


def test_a_broker_that_no_signal_ended_revokes_every_token_of_a_worker_that_was_killed_at_work(stage: Stage) -> None:
    worker = stage.worker()
    broker = sight.broker_of(worker.pid)
    pull = stage.propose({"convert.py": GUILTY})
    fault = stage.double.faults.add(Fault(f"GET */{pull.repository.full_name}/compare/*", delay=3.0, status=502, times=9))
    stage.deliver(pull)
    stage.until(lambda: fault.hits, "the worker was at work")
    living = not all_revoked(stage)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        os.kill(broker, number)

    worker.kill()
    worker.wait()
    stage.until(lambda: gone(broker), "the broker ended")

    assert living
    assert all_revoked(stage)
    stage.double.faults.clear()


def test_a_worker_whose_broker_was_killed_says_so_revokes_its_tokens_and_ends(stage: Stage) -> None:
    worker = stage.worker("bot.worker")
    pull = stage.propose({"convert.py": GUILTY})
    fault = stage.double.faults.add(Fault(f"GET */{pull.repository.full_name}/compare/*", delay=0.4, status=502, times=9))
    stage.deliver(pull)
    stage.until(lambda: fault.hits, "the worker was at work")

    os.kill(sight.broker_of(worker.pid), signal.SIGKILL)

    assert worker.wait(40) == 1
    assert "the broker that holds the private key has ended" in stage.logs[-1].read_text().splitlines()[-1]
    assert all_revoked(stage)
    stage.double.faults.clear()


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (COMMAND, {"BARTIZAN_PRIVATE_KEY": "hunter2"}, "BARTIZAN_PRIVATE_KEY: is not a private key in PEM form"),
        (
            MODULE,
            {"BARTIZAN_PRIVATE_KEY": "-----BEGIN PRIVATE KEY-----\nMIIEhunter2\n-----END PRIVATE KEY-----"},
            "BARTIZAN_PRIVATE_KEY: is not a readable RSA key",
        ),
        (MODULE, {"BARTIZAN_PRIVATE_KEY": "", "BARTIZAN_WEBHOOK_SECRET": ""}, "2 settings to put right"),
    ],
)
def test_wrong_settings_are_told_in_one_sentence_and_nothing_starts(
    stage: Stage, words: tuple[str, ...], settings: dict[str, str], sentence: str
) -> None:
    environment = stage.environment | settings

    started = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    assert started.returncode in {1, 2}
    assert sentence in started.stderr
    assert "Traceback" not in started.stderr
    assert "hunter2" not in started.stderr


def test_the_web_server_drops_a_key_that_it_was_given(stage: Stage) -> None:
    (arbiter, *_) = sorted(servers())

    assert b"BARTIZAN_WEBHOOK_SECRET" in sight.environ(arbiter)
    assert b"BARTIZAN_PRIVATE_KEY" not in sight.environ(arbiter)


def test_a_sealed_process_is_closed_to_its_own_user() -> None:
    look = (
        "import ctypes; from bot.compose.apart import seal; libc = ctypes.CDLL(None); "
        "before = libc.prctl(3, 0, 0, 0, 0); seal(); print(before, libc.prctl(3, 0, 0, 0, 0))"
    )

    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, env=processes.inherited(), capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["1", "0"]


def test_the_doorway_loads_nothing_that_the_worker_is_made_of() -> None:
    look = "import sys, bot.compose.apart; print(sorted({name.split('.')[0] for name in sys.modules}))"

    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, env=processes.inherited(), capture_output=True, text=True, check=True)

    assert not {"'dbos'", "'sqlalchemy'", "'github'", "'jwt'", "'structlog'", "'checks'"} & set(told.stdout.strip("[]\n").split(", "))
