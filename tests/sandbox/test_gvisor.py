"""A hostile engine in gVisor, engines in it, and when it is used at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.advisories.store import AdvisoryStore
from bot.sandbox.bench import SandboxBench
from bot.sandbox.doctor import diagnose
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.gvisor import GvisorConfiner, find_gvisor, gvisor_room, with_own_tasks
from bot.sandbox.probe import open_sandbox
from bot.sandbox.process import Ending
from bot.sandbox.profile import MEGABYTE, Limits
from bot.sandbox.semgrep import FRONTS
from bot.sandbox.semgrep_batches import PatternEngine
from bot.sandbox.tiers import Tier
from checks.core.place import RepoPath
from tests.sandbox.battlefield import INSIDE, Battlefield, DidNotStart, answers, battlefield
from tests.sandbox.conftest import ENGINES
from tests.sandbox.must_deny import IN_GVISOR, got_through_in_gvisor
from tests.sandbox.test_resources import REPOSITORY, _attack, _wait_until, needs_groups
from tests.sandbox.test_semgrep import PACKS
from tests.sandbox.test_tiers import _opened
from tests.test_every_check import CHECKS, Shelf, advisories_of, cases, declared, findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from checks.core import Check

# One after the other: what is left of gVisor is counted over the whole machine.
pytestmark = pytest.mark.xdist_group("gvisor")
needs_gvisor = pytest.mark.skipif(shutil.which("runsc") is None, reason="gVisor (runsc) is not installed")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
# The kernel and its servant for files.
ENOUGH = 2
# One check of patterns, and the one that asks pip-audit.
COMPARED = ("missing-timeout", "vulnerable-dependency")


@pytest.fixture(scope="module")
def kernel(engines: Engines) -> Iterator[Sandbox]:
    opened = open_sandbox(engines, weakest=Tier.GVISOR)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def field(kernel: Sandbox, engines: Engines) -> Iterator[Battlefield]:
    with battlefield(kernel, engines) as prepared:
        yield prepared


@needs_gvisor
def test_every_attempt_is_denied_but_for_what_gvisor_makes_up_itself(field: Battlefield) -> None:
    answered = field.attack_in_gvisor()

    assert got_through_in_gvisor(answered) == {}
    assert len(answered) >= 200
    assert all(why for _, _, why in IN_GVISOR)


def _unfiltered(told: dict[str, Any]) -> None:
    del told["linux"]["seccomp"]


def _as_root(told: dict[str, Any]) -> None:
    told["process"]["user"] = {"uid": 0, "gid": 0}


def _unlimited(told: dict[str, Any]) -> None:
    told["process"]["rlimits"] = []


def _with_the_hosts_files(told: dict[str, Any]) -> None:
    told["mounts"] += [{"destination": place, "type": "bind", "source": place, "options": ["rbind"]} for place in ("/etc", "/var")]


def _with_a_token(told: dict[str, Any]) -> None:
    told["process"]["env"].append("TOKEN=CANARY")


@contextmanager
def _changed(field: Battlefield, change: Callable[[dict[str, Any]], None]) -> Iterator[Any]:
    """The attack's start, with the description of the container changed."""
    assert isinstance(field.sandbox.confiner, GvisorConfiner)
    command = [field.engines.python.executable, "-I", "-S", INSIDE, field.inside_gvisor()]
    with gvisor_room(field.sandbox.confiner, field.profile, Limits(), field.sandbox.machine, command) as launch:
        told = json.loads((launch.bundle / "config.json").read_text())
        change(told)
        (launch.bundle / "config.json").write_text(json.dumps(told))
        yield launch


@needs_gvisor
@pytest.mark.parametrize(
    "change",
    [_unfiltered, _with_the_hosts_files, *(pytest.param(each, marks=pytest.mark.long) for each in (_as_root, _unlimited, _with_a_token))],
)
def test_each_defence_of_gvisor_taken_away_is_missed(field: Battlefield, change: Callable[[dict[str, Any]], None]) -> None:
    with _changed(field, change) as launch:
        ran = field.sandbox.start(launch, with_own_tasks(Limits(wall=60)))

    try:
        through = got_through_in_gvisor(answers(ran))
    except DidNotStart as refusal:
        through = {"did not start": str(refusal)}
    assert through != {}


@needs_gvisor
@pytest.mark.parametrize(
    ("attack", "least", "most"),
    [
        *(("forks", 30, 64), ("threads", 30, 64), ("address space", 2, 4), ("descriptors", 200, 256), ("core", 0, 0)),
        *(("scratch", 64, 64), ("home", 16, 16)),
    ],
)
def test_stops_at_the_cap_in_gvisor(kernel: Sandbox, engines: Engines, attack: str, least: int, most: int) -> None:
    ran = _attack(kernel, engines, attack, Limits(wall=30))

    assert least <= int(ran.stdout) <= most


@needs_gvisor
def test_processor_time_is_bounded_in_gvisor(kernel: Sandbox, engines: Engines) -> None:
    ran = _attack(kernel, engines, "spin", Limits(wall=30, cpu=1))

    assert (ran.ending, ran.exit_code, ran.stdout) == (Ending.EXITED, 137, b"")


@needs_gvisor
@needs_groups
def test_a_control_group_bounds_the_memory_of_gvisor(kernel: Sandbox, engines: Engines) -> None:
    ran = _attack(kernel, engines, "memory", Limits(wall=30, memory=200 * MEGABYTE))

    assert ran.exit_code != 0
    assert ran.stdout == b""


@needs_gvisor
def test_the_memory_of_gvisor_is_watched_where_no_control_group_can_be_made(kernel: Sandbox, engines: Engines) -> None:
    ran = _attack(replace(kernel, groups=None), engines, "memory", Limits(wall=30, memory=200 * MEGABYTE))

    assert (ran.ending, ran.stdout) == (Ending.OUTGREW, b"")


@needs_gvisor
def test_nothing_of_gvisor_is_left_after_a_timeout(kernel: Sandbox, engines: Engines) -> None:
    before = _runs()

    ran = _attack(replace(kernel, groups=None), engines, "linger", Limits(wall=2))

    assert ran.ending is Ending.TIMED_OUT
    assert _runs() <= before


def _runs() -> set[str]:
    """The processes of every gVisor that runs a job."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = place.read_bytes().split(b"\0")
            if b"runsc" in words[0] and any(b"bartizan-job-" in word for word in words):
                found.add(place.parent.name)
    return found


@needs_gvisor
def test_a_killed_worker_takes_gvisor_with_it(engines: Engines) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(REPOSITORY)!r})
from dataclasses import replace
from pathlib import Path
from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.profile import Limits
from bot.sandbox.tiers import Tier
from tests.sandbox.test_resources import _attack
engines = find_engines(Path({str(engines.folder)!r}))
sandbox = replace(open_sandbox(engines, weakest=Tier.GVISOR), groups=None)
print("ready", flush=True)
_attack(sandbox, engines, "linger", Limits(wall=60))
"""
    before = _runs()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        _wait_until(lambda: len(_runs() - before) >= ENOUGH)
        running = len(_runs() - before)

        worker.kill()

        worker.wait()
    _wait_until(lambda: _runs() <= before)
    assert running >= ENOUGH
    assert _runs() <= before


@needs_gvisor
@pytest.mark.parametrize("front", FRONTS)
def test_engines_work_in_gvisor(kernel: Sandbox, engines: Engines, front: object) -> None:
    engine = PatternEngine(kernel, engines, fronts=tuple(each for each in FRONTS if each is front))

    report = engine.match(PACKS, {RepoPath("app/a.py"): b"import os\nos.system(input())\nold(1)\n", RepoPath("c.js"): b"eval(x)\n"})

    assert {match.rule_id for match in report.matches} == {"input-to-system", "old-call", "js-eval"}
    assert report.scanned == {RepoPath("app/a.py"), RepoPath("c.js")}


@needs_gvisor
@pytest.mark.parametrize("share", [pytest.param(6, id="sample"), pytest.param(1, id="all", marks=pytest.mark.long)])
@pytest.mark.parametrize("compared", COMPARED)
def test_examples_give_in_gvisor_what_they_give_in_bubblewrap(
    compared: str, share: int, kernel: Sandbox, engines: Engines, tmp_path: Path
) -> None:
    """The same `findings.txt` that `test_every_check.py` compares with what is found in bubblewrap."""
    check = next(each for each in CHECKS if each.id == compared)
    chosen = {*cases(check)[::-share], next(case for case in cases(check) if declared(case))}

    found = {case: _found(check, case, SandboxBench(kernel, engines, lambda _: []), tmp_path / case.name) for case in chosen}

    assert found == {case: declared(case) for case in chosen}


def _found(check: Check, case: Path, bench: SandboxBench, scratch: Path) -> list[str]:
    scratch.mkdir()
    knowledge, shelf = advisories_of(case, scratch), Shelf()
    shelf.knowledge = knowledge if isinstance(knowledge, AdvisoryStore) else None
    return findings(check, case, replace(bench, records=shelf.records), knowledge)


@needs_gvisor
def test_gvisor_is_used_only_where_the_operator_asks_for_it(engines: Engines) -> None:
    chosen = {}
    for weakest in Tier:
        sandbox = open_sandbox(engines, weakest=weakest)
        chosen[weakest] = sandbox.tier
        sandbox.close()

    assert {weakest for weakest, tier in chosen.items() if tier is Tier.GVISOR} == {Tier.GVISOR}


@needs_gvisor
@needs_root
def test_gvisor_holds_for_an_ordinary_user(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, [], Tier.GVISOR)

    assert said == "gvisor"


@needs_gvisor
def test_the_doctor_names_gvisor_and_its_platform() -> None:
    told = {each.name: each for each in diagnose(ENGINES, Tier.GVISOR)}

    assert "platform" in told["gVisor"].detail
    assert told["sandbox"].detail.startswith("gVisor + seccomp: everything forbidden was denied")


def test_says_what_to_install_when_gvisor_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SandboxUnavailable, match="install the package runsc"):
        find_gvisor(str(tmp_path))


@pytest.mark.parametrize(
    ("known", "chosen"),
    [("systrap (default), ptrace, kvm", "systrap"), ("ptrace (default), kvm", "ptrace"), ("kvm (default)", None)],
)
def test_takes_the_best_platform_that_needs_no_device(open_folder: Path, known: str, chosen: str | None) -> None:
    fake = open_folder / "runsc"
    fake.write_text(f"#!/bin/sh\necho '-platform value: specifies which platform to use: {known}' >&2\n")
    fake.chmod(0o755)

    if chosen is None:
        with pytest.raises(SandboxUnavailable, match="none of the platforms"):
            find_gvisor(str(open_folder))
        return

    assert find_gvisor(str(open_folder)).platform == chosen
