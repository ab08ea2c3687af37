"""Which confinement is chosen where, and that the one without namespaces holds what it promises."""

from __future__ import annotations

import os
import platform
import subprocess
import uuid
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.confiner import find_confiner
from bot.sandbox.engines import find_engines
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.landlock import LandlockConfiner, abi_version, find_landlock, landlock_room
from bot.sandbox.pip_audit import DependencyAudit
from bot.sandbox.probe import open_sandbox
from bot.sandbox.profile import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.seccomp import ARCHITECTURES, program
from bot.sandbox.semgrep import FRONTS
from bot.sandbox.semgrep_batches import PatternEngine
from bot.sandbox.tiers import Tier
from checks.core.dependency import Package
from checks.core.place import RepoPath
from config.settings import SANDBOX_TIERS, BadSettings, Settings
from tests.sandbox.battlefield import INSIDE, Battlefield, answers, battlefield
from tests.sandbox.conftest import ENGINES
from tests.sandbox.must_deny import OPEN_WITHOUT_NAMESPACES, got_through_without_namespaces
from tests.sandbox.test_semgrep import PACKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.engines import Engines
    from bot.sandbox.landlock import LandlockLaunch

_SIGNALS_SINCE = 6
needs_landlock = pytest.mark.skipif(abi_version() < _SIGNALS_SINCE, reason="this kernel's Landlock cannot keep signals in")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="a container can be imitated by root only")


@pytest.fixture(scope="module")
def without_namespaces(engines: Engines) -> Iterator[Sandbox]:
    sandbox = Sandbox(find_landlock(engines.python))
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def open_field(without_namespaces: Sandbox, engines: Engines) -> Iterator[Battlefield]:
    with battlefield(without_namespaces, engines) as prepared:
        yield prepared


def test_the_setting_names_every_tier() -> None:
    assert [tier.value for tier in Tier] == list(SANDBOX_TIERS)


def test_the_setting_is_read_and_checked(tmp_path: Path) -> None:
    told = [Settings.read(environ, home=tmp_path, prefix=tmp_path) for environ in ({}, {"BARTIZAN_SANDBOX_MIN_TIER": "Landlock"})]

    assert [settings.sandbox_min_tier for settings in told] == ["bubblewrap-without-proc", "landlock"]
    with pytest.raises(BadSettings, match=r"BARTIZAN_SANDBOX_MIN_TIER: is 'none'\. Choose one of gvisor, bubblewrap, "):
        Settings.read({"BARTIZAN_SANDBOX_MIN_TIER": "none"}, home=tmp_path, prefix=tmp_path)


def test_a_tier_admits_itself_and_what_is_stronger() -> None:
    assert [Tier.WITHOUT_PROC.admits(tier) for tier in Tier] == [True, True, True, False]


@needs_landlock
def test_landlock_denies_all_but_the_facts_that_namespaces_hide(open_field: Battlefield) -> None:
    answered = open_field.attack_without_namespaces()

    assert got_through_without_namespaces(answered) == {}
    assert {name for name in OPEN_WITHOUT_NAMESPACES if answered[name] == "ok"} == OPEN_WITHOUT_NAMESPACES
    assert len(answered) >= 200


@contextmanager
def _room(field: Battlefield) -> Iterator[LandlockLaunch]:
    assert isinstance(field.sandbox.confiner, LandlockConfiner)
    command = [field.engines.python.executable, "-I", "-S", INSIDE, field.inside_without_namespaces()]
    with landlock_room(field.sandbox.confiner, field.profile, Limits(), platform.machine(), command) as launch:
        yield launch


def _weaker(launch: LandlockLaunch) -> dict[str, LandlockLaunch]:
    """The launch without one of its defences each."""
    weaker = {f"no limit on {name}": replace(launch, caps=tuple(cap for cap in launch.caps if cap[0] != name)) for name, _ in launch.caps}
    weaker["the filter of bubblewrap"] = replace(launch, filter=program(ARCHITECTURES[platform.machine()]))
    weaker["everything readable"] = replace(launch, readable=("/",))
    weaker["everything writable"] = replace(launch, writable=("/",))
    weaker["no scopes"] = replace(launch, abi=5)
    if launch.drop:
        weaker["root"] = replace(launch, drop=())
    return weaker


@needs_landlock
@pytest.mark.parametrize("share", [pytest.param(4, id="sample"), pytest.param(1, id="all", marks=pytest.mark.long)])
def test_each_defence_of_landlock_taken_away_is_missed(open_field: Battlefield, share: int) -> None:
    with _room(open_field) as launch:
        tried = dict(list(_weaker(launch).items())[::-share])
        found = {
            name: got_through_without_namespaces(answers(open_field.sandbox.start(each, Limits(wall=20)))) for name, each in tried.items()
        }

    assert len(found) >= 4 - share // 4
    assert {name for name, through in found.items() if not through} == set()


@needs_landlock
@pytest.mark.parametrize("front", FRONTS)
def test_engines_work_without_namespaces(without_namespaces: Sandbox, engines: Engines, front: object) -> None:
    engine = PatternEngine(without_namespaces, engines, fronts=tuple(each for each in FRONTS if each is front))

    report = engine.match(PACKS, {RepoPath("app/a.py"): b"import os\nos.system(input())\nold(1)\n", RepoPath("c.js"): b"eval(x)\n"})

    assert {match.rule_id for match in report.matches} == {"input-to-system", "old-call", "js-eval"}
    assert report.scanned == {RepoPath("app/a.py"), RepoPath("c.js")}


@needs_landlock
def test_the_dependency_audit_works_without_namespaces(without_namespaces: Sandbox, engines: Engines) -> None:
    records = [{"id": "GHSA-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "twig"}, "versions": ["1.0"]}]}]
    pins = [Package("PyPI", "twig", version) for version in ("1.0", "2.0")]

    answers = DependencyAudit(without_namespaces, engines, lambda _: records).audit(pins)

    assert [answers[pin] for pin in pins] == [frozenset({"GHSA-1"}), frozenset()]


@needs_landlock
def test_a_daemon_cannot_leave_the_group_that_is_killed(open_field: Battlefield) -> None:
    code = "import os, time\nprint('parent', flush=True)\nif os.fork() == 0:\n  try: os.setsid()\n  except OSError: time.sleep(600)"
    marker = uuid.uuid4().hex
    command = [open_field.engines.python.executable, "-I", "-S", "-c", code, marker]

    ran = open_field.sandbox.run(command, open_field.profile, Limits(wall=10))

    assert ran.stdout == b"parent\n"
    assert not any(marker.encode() in cmdline.read_bytes() for cmdline in Path("/proc").glob("[0-9]*/cmdline"))


def test_landlock_is_not_used_unless_the_operator_says_so(engines: Engines, open_folder: Path) -> None:
    fake = open_folder / "bwrap"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    broken = replace(find_confiner(), bwrap=str(fake))

    with pytest.raises(SandboxUnavailable, match="does not hold"):
        open_sandbox(engines, broken)


@needs_landlock
def test_landlock_is_used_where_the_operator_says_so(engines: Engines, open_folder: Path) -> None:
    fake = open_folder / "bwrap"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)

    sandbox = open_sandbox(engines, replace(find_confiner(), bwrap=str(fake)), Tier.LANDLOCK)

    sandbox.close()
    assert (sandbox.tier, sandbox.describe()) == (Tier.LANDLOCK, "Landlock + seccomp, without namespaces")


def _opened(copy: Path, before: list[str], weakest: Tier, prelude: str = "") -> str:
    """What an ordinary user of that environment gets: the tier, or why there is none."""
    code = f"""
import sys; sys.path.insert(0, {str(copy)!r})
{prelude}
from pathlib import Path
from bot.sandbox.engines import find_engines
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.probe import open_sandbox
from bot.sandbox.tiers import Tier
try:
    sandbox = open_sandbox(find_engines(Path({str(ENGINES.resolve())!r})), None, Tier({weakest.value!r}))
    print(sandbox.tier.value)
except SandboxUnavailable as error:
    print("refused:", error)
"""
    drop = ["setpriv", "--reuid", "61001", "--regid", "61001", "--clear-groups"]
    python = ["/usr/bin/env", "-i", find_engines(ENGINES).python.executable, "-B", "-I", "-c", code]
    ran = subprocess.run([*drop, *before, *python], env={}, capture_output=True, text=True, check=False, cwd="/", timeout=60)
    return (ran.stdout + ran.stderr).strip()


# What Docker's default filter does to whoever has no CAP_SYS_ADMIN: namespaces and mounts answer EPERM.
_LIKE_DOCKER = """
import ctypes, os, struct
from bot.sandbox.seccomp import ALLOW, EPERM, ARCHITECTURES
from tests.sandbox.denied_calls import numbers
def op(code, value, yes=0, no=0): return struct.pack("<HBBI", code, yes, no, value)
machine = os.uname().machine
known = numbers(machine)
filtered = [op(0x20, 0)]
for name in ("unshare", "setns", "mount", "umount2", "pivot_root"):
    filtered += [op(0x15, known[name], 0, 1), op(0x06, EPERM)]
filtered += [op(0x15, known["clone3"], 0, 1), op(0x06, 0x00050026)]
filtered += [op(0x15, known["clone"], 0, 3), op(0x20, 16), op(0x45, 0x7E020000, 0, 1), op(0x06, EPERM), op(0x06, ALLOW)]
whole = b"".join(filtered)
class Program(ctypes.Structure): _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.byref(Program(len(whole) // 8, whole))) == 0
"""
_NO_QUOTA = ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "--disable-userns", "--"]
_MASKED_PROC = ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "--unshare-pid", "--proc", "/proc"]
_MASKED_PROC += ["--ro-bind", "/dev/null", "/proc/keys", "--tmpfs", "/proc/acpi", "--remount-ro", "/proc/acpi", "--"]


@needs_root
def test_where_docker_forbids_namespaces_it_refuses(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, [], Tier.WITHOUT_PROC, _LIKE_DOCKER)

    assert said.startswith("refused:")
    assert "allow unprivileged user namespaces" in said


@needs_root
@needs_landlock
def test_where_docker_forbids_namespaces_landlock_holds_on_demand(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, [], Tier.LANDLOCK, _LIKE_DOCKER)

    assert said == "landlock"


@needs_root
def test_where_there_is_no_quota_of_namespaces_it_refuses(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, _NO_QUOTA, Tier.WITHOUT_PROC)

    assert said.startswith("refused:")
    assert "max_*_namespaces exceeded" in said


@needs_root
@needs_landlock
def test_where_there_is_no_quota_of_namespaces_landlock_holds_on_demand(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, _NO_QUOTA, Tier.LANDLOCK)

    assert said == "landlock"


@needs_root
def test_where_proc_is_masked_it_does_without(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, _MASKED_PROC, Tier.WITHOUT_PROC)

    assert said == "bubblewrap-without-proc"


@needs_root
def test_where_proc_is_masked_and_the_operator_wants_it_it_refuses(everyones_copy: Path) -> None:
    said = _opened(everyones_copy, _MASKED_PROC, Tier.BUBBLEWRAP)

    assert said.startswith("refused:")
    assert "proc" in said


@needs_root
def test_the_whole_matrix_holds_for_an_ordinary_user(everyones_copy: Path) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(everyones_copy)!r})
from pathlib import Path
from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from tests.sandbox.battlefield import battlefield
from tests.sandbox.must_deny import got_through
engines = find_engines(Path({str(ENGINES.resolve())!r}))
sandbox = open_sandbox(engines)
with battlefield(sandbox, engines) as field:
    answers = field.attack()
    print(sandbox.tier.value, len(answers) >= 200, sorted(got_through(answers)))
sandbox.close()
"""
    drop = ["setpriv", "--reuid", "61001", "--regid", "61001", "--clear-groups"]
    python = [find_engines(ENGINES).python.executable, "-B", "-I", "-c", code]

    ran = subprocess.run([*drop, *python], env={"CANARY": "x"}, capture_output=True, text=True, check=False, cwd="/", timeout=60)

    assert (ran.stdout, ran.stderr) == ("bubblewrap True []\n", "")
