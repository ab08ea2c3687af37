"""The real sandbox, opened once, and a way to run hostile Python in it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.engines import Engines, find_engines
from bot.sandbox.job_folder import job_folder, write_file
from bot.sandbox.probe import open_sandbox
from bot.sandbox.profile import Limits, Mount, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.process import Ran
    from bot.sandbox.sandbox import Sandbox

ENGINES = Path(__file__).parents[2] / ".venv-engines"


@dataclass(frozen=True)
class Hostile:
    """Runs a script of an attacker's who has taken over an engine."""

    sandbox: Sandbox
    engines: Engines
    folders: list[Path] = field(default_factory=list)

    def run(self, code: str, *arguments: str, limits: Limits | None = None) -> Ran:
        with job_folder(self.sandbox.confiner.outer_uid) as folder:
            self.folders.append(folder)
            script = write_file(folder / "script.py", code.encode())
            profile = Profile((*self.engines.python.mounts, Mount(script, "/opt/engine/script.py")))
            command = [self.engines.python.executable, "-I", "-S", "/opt/engine/script.py", *arguments]
            return self.sandbox.run(command, profile, limits or Limits(wall=10))

    def says(self, code: str, *arguments: str) -> str:
        """What the script prints, or the name of the exception that ends it."""
        ran = self.run(code, *arguments)
        return (ran.stdout if ran.exit_code == 0 else ran.stderr.strip().rpartition(b"\n")[2]).decode().strip()


@pytest.fixture(scope="session")
def engines() -> Engines:
    return find_engines(ENGINES)


@pytest.fixture(scope="session")
def sandbox(engines: Engines) -> Iterator[Sandbox]:
    opened = open_sandbox(engines)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def hostile(sandbox: Sandbox, engines: Engines) -> Hostile:
    return Hostile(sandbox, engines)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="bartizan-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def everyones_copy() -> Iterator[Path]:
    """The code, where other users can reach it: the repository may lie below a home that they cannot enter."""
    repository = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory(prefix="bartizan-copy-") as name:
        for room in ("bot", "checks", "config", "tests/sandbox"):
            shutil.copytree(repository / room, Path(name, room), ignore=shutil.ignore_patterns("examples", "__pycache__"))
        Path(name).chmod(0o755)
        yield Path(name)
