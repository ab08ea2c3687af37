"""How the pattern engine is started: its native core, or the Python front that drives the same core."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.sandbox.engines import SITE_PACKAGES
from bot.sandbox.profile import Limits, Mount, Profile

if TYPE_CHECKING:
    from bot.sandbox.engines import Engines

SOURCE, JOB = "/src", "/job"
_CORE = "/opt/engine/semgrep"
_PATH = "/opt/engine/bin"
# Seconds for one rule on one file, and how many rules may exceed them before the file is given up.
RULE_SECONDS, RULES_TOO_SLOW = 5, 3
_MEMORY_MEGABYTES = 2000
# Two would share one heap whose collector stops both: on a busy machine with two cores that took twice the time of one.
_JOBS = 1


@dataclass(frozen=True, slots=True)
class Front:
    """One way to run semgrep: the command, and what it needs to see besides the job."""

    name: str
    command: tuple[str, ...]
    mounts: tuple[Mount, ...]
    environment: tuple[tuple[str, str], ...]

    def profile(self, source: Path, job: Path) -> Profile:
        """The profile for one job: `source` holds the files, `job` the rules and the list of targets."""
        return Profile((*self.mounts, Mount(source, SOURCE), Mount(job, JOB)), environment=self.environment, folder=SOURCE)


class MakesFront(Protocol):
    """Describes a front over an engines' environment."""

    def __call__(self, engines: Engines) -> Front:
        """The front."""
        ...


def core_front(engines: Engines) -> Front:
    """`semgrep-core` itself: no Python, git or shell, an explicit list of files, and the origin of tainted data in its answer."""
    command = (
        f"{_CORE}/semgrep-core",
        *("-rules", f"{JOB}/rules.json", "-targets", f"{JOB}/targets.json", "-json_nodots", "-fast", "-j", str(_JOBS)),
        *("-timeout", str(RULE_SECONDS), "-timeout_threshold", str(RULES_TOO_SLOW), "-max_memory", str(_MEMORY_MEGABYTES)),
    )
    # Its libraries are found through /proc, and where there is none through this variable.
    environment = (*_environment(), ("LD_LIBRARY_PATH", f"{_CORE}/libs"))
    return Front("native", command, (Mount(engines.semgrep_folder, _CORE), *_companions(engines)), environment)


def classic_front(engines: Engines) -> Front:
    """`pysemgrep scan`: slower by two seconds and more, and the vendor's supported way."""
    start = f"import sys; sys.path.insert(0, {SITE_PACKAGES!r}); from semgrep.console_scripts.pysemgrep import main; sys.exit(main())"
    command = (
        *(engines.python.executable, "-I", "-S", "-c", start, "scan", "--config", f"{JOB}/rules.json"),
        *("--metrics=off", "--disable-version-check", "--no-git-ignore", "--x-ignore-semgrepignore-files", "--disable-nosem"),
        *("--max-target-bytes", "0", "--max-memory", str(_MEMORY_MEGABYTES), "--jobs", str(_JOBS)),
        *("--timeout", str(RULE_SECONDS), "--timeout-threshold", str(RULES_TOO_SLOW), "--json", "--quiet", "."),
    )
    mounts = (*engines.python.mounts, Mount(engines.site_packages, SITE_PACKAGES), *_companions(engines))
    library = (("LD_LIBRARY_PATH", engines.python.library_path),) if engines.python.library_path else ()
    return Front("classic", command, mounts, (*_environment(), ("PYTHONDONTWRITEBYTECODE", "1"), *library))


FRONTS: tuple[MakesFront, ...] = (core_front, classic_front)


def limits(files: int, size: int, rules: int) -> Limits:
    """Time that grows with the work: on an idle machine a batch of ordinary files takes a fifth of it."""
    wall = 60 + 0.5 * files + 2 * size / (1 << 20) + 0.05 * rules
    return Limits(wall=wall, cpu=int(2 * wall))


def _environment() -> tuple[tuple[str, str], ...]:
    return (
        *(("PATH", _PATH), ("HOME", "/home/w"), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8")),  # noqa: S108 - a private one, inside
        *(("SEMGREP_SEND_METRICS", "off"), ("SEMGREP_ENABLE_VERSION_CHECK", "0")),
        *(("GIT_DIR", "/nonexistent"), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")),
    )


def _companions(engines: Engines) -> tuple[Mount, ...]:
    """The core prepares TLS at its start, even offline: it asks `uname` and wants a file of authorities to be there."""
    return (
        Mount(Path("/usr/bin/uname"), f"{_PATH}/uname"),
        Mount(engines.site_packages / "certifi" / "cacert.pem", "/etc/ssl/certs/ca-certificates.crt"),
    )
