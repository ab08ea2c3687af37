"""A hostile engine against the host's resources: memory, processes, space, descriptors, time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.cgroups import ControlGroups, find_control_groups
from bot.sandbox.memory_watch import held
from bot.sandbox.process import Ending
from bot.sandbox.profile import MEGABYTE, Limits, Mount, Profile

if TYPE_CHECKING:
    from bot.sandbox.engines import Engines
    from bot.sandbox.process import Ran
    from bot.sandbox.sandbox import Sandbox

SCRIPT = Path(__file__).with_name("resource_attacks.py")
REPOSITORY = Path(__file__).parents[2]
needs_groups = pytest.mark.skipif(find_control_groups() is None, reason="no control group can be made here")


@pytest.fixture(scope="module")
def watched(sandbox: Sandbox) -> Sandbox:
    """The same sandbox where no control group can be made."""
    return replace(sandbox, groups=None)


def _attack(sandbox: Sandbox, engines: Engines, name: str, limits: Limits, *marker: str) -> Ran:
    python = engines.python
    environment = (("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()
    profile = Profile((*python.mounts, Mount(SCRIPT, "/attacks.py")), environment=environment)
    return sandbox.run([python.executable, "-I", "-S", "/attacks.py", name, *marker], profile, limits)


@pytest.mark.parametrize(
    ("attack", "least", "most"),
    [("forks", 30, 64), ("threads", 30, 64), ("address space", 2, 4), ("descriptors", 200, 256), ("core", 0, 0)],
)
def test_stops_at_the_cap(sandbox: Sandbox, engines: Engines, attack: str, least: int, most: int) -> None:
    ran = _attack(sandbox, engines, attack, Limits(wall=20))

    assert least <= int(ran.stdout) <= most


def test_a_sparse_file_is_no_larger_than_a_full_one(sandbox: Sandbox, engines: Engines) -> None:
    ran = _attack(sandbox, engines, "sparse", Limits(wall=20))

    assert ran.stdout == b"File too large\n"


def test_a_program_that_ignores_the_warning_is_killed_when_its_processor_time_is_over(sandbox: Sandbox, engines: Engines) -> None:
    ran = _attack(sandbox, engines, "spin", Limits(wall=20, cpu=1))

    assert (ran.ending, ran.exit_code, ran.stdout) == (Ending.EXITED, 137, b"")


@needs_groups
@pytest.mark.parametrize("attack", ["memory", "inodes"])
def test_a_control_group_bounds_memory_in_every_form(sandbox: Sandbox, engines: Engines, attack: str) -> None:
    ran = _attack(sandbox, engines, attack, Limits(wall=20, memory=96 * MEGABYTE))

    assert (ran.ending, ran.exit_code, ran.stdout) == (Ending.EXITED, 137, b"")


@needs_groups
def test_a_control_group_bounds_processes(sandbox: Sandbox, engines: Engines) -> None:
    ran = _attack(sandbox, engines, "forks", Limits(wall=20, processes=300, tasks=40))

    assert 20 < int(ran.stdout) < 40


@needs_groups
def test_leaves_no_control_group(sandbox: Sandbox, engines: Engines) -> None:
    assert sandbox.groups is not None

    _attack(sandbox, engines, "linger", Limits(wall=0.5))

    ours = f"bartizan-*-{os.getpid()}-*"
    assert not [*sandbox.groups.memory.glob(ours), *sandbox.groups.pids.glob(ours)]


@needs_groups
def test_a_control_group_takes_whoever_is_left_with_it(sandbox: Sandbox) -> None:
    assert sandbox.groups is not None
    with subprocess.Popen(["sleep", "600"]) as left:
        with sandbox.groups.group(64 * MEGABYTE, 8) as group:
            for folder in group.folders:
                (folder / "cgroup.procs").write_text(str(left.pid))

        code = left.wait(5)

    assert code == -9
    assert not any(folder.exists() for folder in group.folders)


def test_memory_is_watched_where_no_control_group_can_be_made(watched: Sandbox, engines: Engines) -> None:
    ran = _attack(watched, engines, "memory", Limits(wall=20, memory=96 * MEGABYTE))

    assert (ran.ending, ran.stdout) == (Ending.OUTGREW, b"")


def test_the_watch_counts_children_of_children() -> None:
    code = "import os, time; x = bytearray(b'x') * (40 << 20); r = os.fork(); y = r or bytearray(b'y') * (40 << 20)"
    code += "; print(1, flush=True); time.sleep(60)"
    shell = ["/bin/sh", "-c", f'"$0" -I -S -c "{code}"; true', sys.executable]
    with subprocess.Popen(shell, stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        parent.stdout.readline()

        counted = held(parent.pid)

        os.killpg(parent.pid, 9)
    assert 100 * MEGABYTE < counted < 250 * MEGABYTE


def _tree(root: Path, own: str, mount: str) -> tuple[Path, Path]:
    (root / "own").write_text(own)
    (root / "mounts").write_text(mount)
    return root / "own", root / "mounts"


def test_finds_version_2_beside_its_own_group(tmp_path: Path) -> None:
    """On a tree of plain files: it shows what is read and written where, not what a kernel does with it."""
    slice_ = tmp_path / "cgroup/bartizan.service"
    (slice_ / "worker").mkdir(parents=True)
    (slice_ / "cgroup.subtree_control").write_text("cpu memory pids\n")
    own, mounts = _tree(tmp_path, "0::/bartizan.service/worker\n", f"1 2 0:3 / {tmp_path}/cgroup rw - cgroup2 cgroup2 rw\n")

    with suppress(OSError):  # plain files stay in the folder, which cannot be removed then
        find_control_groups(own, mounts)

    made = [folder for folder in slice_.glob("bartizan-*") if folder.is_dir()]
    assert [sorted(file.name for file in folder.iterdir()) for folder in made] == [["memory.max", "memory.swap.max", "pids.max"]]


def test_version_2_kills_with_one_word(tmp_path: Path) -> None:
    groups = ControlGroups(2, tmp_path, tmp_path)

    with suppress(OSError), groups.group(1 << 20, 8) as group:
        group.admit(4_000_000)
        (folder,) = group.folders

    assert ((folder / "memory.max").read_text(), (folder / "pids.max").read_text()) == ("1048576", "8")
    assert (folder / "cgroup.procs").read_text() == "4000000"


def test_does_without_where_controllers_are_not_given_to_us(tmp_path: Path) -> None:
    (tmp_path / "cgroup").mkdir()
    (tmp_path / "cgroup/cgroup.subtree_control").mkdir()
    own, mounts = _tree(tmp_path, "0::/\n", f"1 2 0:3 / {tmp_path}/cgroup rw - cgroup2 cgroup2 rw\n")

    found = find_control_groups(own, mounts)

    assert found is None


def test_a_killed_worker_takes_its_engines_with_it(engines: Engines) -> None:
    marker = uuid.uuid4().hex
    code = f"""
import sys; sys.path.insert(0, {str(REPOSITORY)!r})
from pathlib import Path
from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.profile import Limits
from tests.sandbox.test_resources import _attack
engines = find_engines(Path({str(engines.folder)!r}))
_attack(open_sandbox(engines), engines, "linger", Limits(wall=60), {marker!r})
"""
    with subprocess.Popen([sys.executable, "-c", code]) as worker:
        _wait_until(lambda: len(_alive(marker)) > 2)  # the third is the engine itself

        worker.kill()

        worker.wait()
    _wait_until(lambda: not _alive(marker))
    assert not _alive(marker)


@needs_groups
def test_what_a_killed_worker_left_is_swept_away_by_the_next() -> None:
    found = find_control_groups()
    assert found is not None
    with subprocess.Popen(["true"]) as dead:
        pass
    ours = str(os.getpid())
    with found.group(1 << 30, 8) as group, subprocess.Popen(["sleep", "600"]) as left:
        stale = [folder.rename(folder.with_name(folder.name.replace(f"-{ours}-", f"-{dead.pid}-"))) for folder in group.folders]
        for folder in stale:
            (folder / "cgroup.procs").write_text(str(left.pid))

        find_control_groups()

        code = left.wait(5)
    assert code == -9
    assert not any(folder.exists() for folder in stale)


def _alive(marker: str) -> list[str]:
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = place.read_bytes().split(b"\0")
            if marker.encode() in words:
                found.append(place.parent.name)
    return found


def _wait_until(holds: object, seconds: float = 15.0) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
