"""A hostile engine in the very profile that engines get: every way out is closed, and each lock is seen to be one."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import pytest

from bot.sandbox.confiner import find_confiner
from bot.sandbox.probe import open_sandbox
from bot.sandbox.process import Ending, Spawner
from bot.sandbox.profile import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seccomp import ARCHITECTURES
from bot.sandbox.tiers import Tier
from tests.sandbox.battlefield import Battlefield, DidNotStart, battlefield, without_filter
from tests.sandbox.denied_calls import GROUPS, denied
from tests.sandbox.must_deny import UNPROVEN, got_through, unproven
from tests.sandbox.mutations import Mutation, mutations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.sandbox.engines import Engines
    from bot.sandbox.launch import BubblewrapLaunch

# One in so many mutations is tried in a normal run; `make test-full` tries all.
SAMPLE = 4
LINGER = ("/attacks.py", "linger")


@pytest.fixture(scope="module")
def field(sandbox: Sandbox, engines: Engines) -> Iterator[Battlefield]:
    with battlefield(sandbox, engines) as prepared:
        yield prepared


@pytest.fixture(scope="module")
def inside(field: Battlefield) -> dict[str, str]:
    return field.attack()


@pytest.fixture(scope="module")
def unfiltered(field: Battlefield) -> dict[str, str]:
    return field.attack(without_filter(field.launch()))


def test_every_attempt_to_get_out_is_denied_as_it_must_be(inside: dict[str, str]) -> None:
    assert got_through(inside) == {}
    assert len(inside) >= 200


def test_the_attempts_are_real_ones_that_something_else_than_the_sandbox_does_not_stop(
    field: Battlefield, inside: dict[str, str], unfiltered: dict[str, str]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary user is denied much without any sandbox")

    bare = field.attack_bare()

    assert unproven(inside, unfiltered, bare) <= set(UNPROVEN)
    assert sum(inside[name] != bare[name] for name in inside.keys() & bare.keys()) >= 150


@dataclass(frozen=True)
class Careless:
    """A spawner that forgets one thing."""

    environment: Mapping[str, str]
    close_descriptors: bool

    def start(self, argv: Sequence[str], pass_fds: Sequence[int], starting: object) -> subprocess.Popen[bytes]:
        for each in pass_fds:
            os.set_inheritable(each, True)  # noqa: FBT003 - its only form
        return subprocess.Popen(
            argv,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            close_fds=self.close_descriptors,
            pass_fds=pass_fds if self.close_descriptors else (),
            start_new_session=True,
        )


@pytest.mark.parametrize(
    ("careless", "attempt"),
    [
        (Careless({"TOKEN": "CANARY"}, close_descriptors=True), "find a token in an environment"),
        (Careless({}, close_descriptors=False), "inherit a descriptor"),
    ],
)
def test_what_the_start_itself_forgets_is_missed_too(field: Battlefield, careless: Careless, attempt: str) -> None:
    sandbox = replace(field.sandbox, spawner=cast("Spawner", careless), groups=None)
    stray = os.open("/etc/passwd", os.O_RDONLY)
    os.set_inheritable(stray, True)  # noqa: FBT003 - its only form

    through = got_through(replace(field, sandbox=sandbox).attack())

    os.close(stray)
    assert attempt in through


def test_without_proc_nothing_gets_through_either(engines: Engines) -> None:
    sandbox = open_sandbox(engines, replace(find_confiner(), proc=False))
    with battlefield(sandbox, engines) as field:
        answered = field.attack()

    sandbox.close()
    assert {name for name, answer in got_through(answered).items() if answer != "ENOENT"} == set()
    assert (sandbox.tier, len(answered) >= 200) == (Tier.WITHOUT_PROC, True)


def test_no_denied_call_is_in_the_table_of_allowed_ones() -> None:
    for machine, arch in ARCHITECTURES.items():
        assert not set(denied(machine).values()) & set(arch.calls.values())
        assert {name for group in GROUPS.values() for name in group.split()} >= denied(machine).keys()


def _filled(field: Battlefield, launch: BubblewrapLaunch, attack: str) -> int:
    ran = field.sandbox.start(replace(launch, command=(*launch.command[:3], "/attacks.py", attack)), Limits(wall=20))
    return int(ran.stdout or b"0")


def _outlives_its_parent(field: Battlefield, launch: BubblewrapLaunch) -> bool:
    """Whether it is still there after the thread that started it has ended."""
    spawner = Spawner()
    ran: list[Ending] = []
    mortal = Sandbox(field.sandbox.confiner, spawner)
    lingering = replace(launch, command=(*launch.command[:3], *LINGER))
    thread = threading.Thread(target=lambda: ran.append(mortal.start(lingering, Limits(wall=3)).ending))
    thread.start()
    time.sleep(0.7)
    spawner.close()
    thread.join()
    return ran == [Ending.TIMED_OUT]


def caught_by(field: Battlefield, mutation: Mutation, unfiltered: dict[str, str]) -> set[str]:
    """What shows that the defence is gone; empty when nothing does."""
    launch = without_filter(mutation.launch) if mutation.behind_filter else mutation.launch
    try:
        answers = field.attack(launch)
    except DidNotStart as refusal:
        return {f"did not start: {refusal}"}
    if mutation.behind_filter:
        return {name for name, answer in answers.items() if answer != unfiltered.get(name, answer)}
    found = set(got_through(answers))
    if not found and mutation.name.startswith("bwrap without --size"):
        found = {name for name, most in (("scratch", 64), ("home", 16)) if _filled(field, launch, name) > most}
    if not found and mutation.name == "bwrap without --die-with-parent":
        found = {"outlives its parent"} if _outlives_its_parent(field, launch) else set()
    return found


def survivors(field: Battlefield, chosen: list[Mutation], unfiltered: dict[str, str]) -> set[str]:
    """Defences whose loss nothing shows: neither with the filter, nor without it."""
    caught = {mutation.name for mutation in chosen if not mutation.behind_filter and caught_by(field, mutation, unfiltered)}
    hidden = [mutation for mutation in chosen if mutation.behind_filter and mutation.name not in caught]
    caught |= {mutation.name for mutation in hidden if caught_by(field, mutation, unfiltered)}
    return {mutation.name for mutation in chosen if not _unknown_here(mutation, unfiltered)} - caught


def _unknown_here(mutation: Mutation, unfiltered: dict[str, str]) -> bool:
    """Whether it allows only calls that this kernel was built without; `test_seccomp` sees them refused all the same."""
    return bool(mutation.allows) and all(unfiltered.get(f"call {call}", "ENOSYS") == "ENOSYS" for call in mutation.allows)


def test_what_is_judged_by_endurance_holds(field: Battlefield) -> None:
    launch = field.launch()

    assert not _outlives_its_parent(field, launch)
    assert (_filled(field, launch, "scratch"), _filled(field, launch, "home")) == (64, 16)


def test_some_defence_taken_away_is_missed_at_once(field: Battlefield, unfiltered: dict[str, str]) -> None:
    every = mutations(field.launch(), field.sandbox.machine)
    names = sorted({mutation.name for mutation in every})[::SAMPLE]

    missed = survivors(field, [mutation for mutation in every if mutation.name in names], unfiltered)

    assert len(names) >= 20
    assert missed == set()


@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_defence_taken_away_is_missed_at_once(field: Battlefield, unfiltered: dict[str, str]) -> None:
    every = mutations(field.launch(), field.sandbox.machine)

    missed = survivors(field, every, unfiltered)

    assert len({mutation.name for mutation in every}) >= 80
    assert missed == set()
