"""pip-audit in the sandbox, asked about pins and answered from the local advisories."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from bot.sandbox.engines import SITE_PACKAGES
from bot.sandbox.job_folder import job_folder, write_file
from bot.sandbox.process import Ending
from bot.sandbox.profile import Limits, Mount, Profile
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from checks.core.dependency import Package

_RUNNER, _JOB = "/opt/engine/pip_audit_runner.py", "/job.json"
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_MAX_IDS = 10_000
# All that pip-audit and the version match need of an OSV record; the prose is most of its size.
_KEPT = ("id", "aliases", "withdrawn", "affected")


@dataclass(frozen=True, slots=True)
class DependencyAudit:
    """pip-audit over the OSV records that `records` knows for a package; that they hold for its version is judged anew."""

    sandbox: Sandbox
    engines: Engines
    records: Callable[[Package], Sequence[Mapping[str, Any]]]

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """Every id and alias named for each PyPI package.

        Packages of other ecosystems, and versions that are not PEP 440, are not in the answer: pip-audit cannot judge them.
        Raises `ToolFailed`, and what `records` raises.
        """
        pins = {_pin(package): package for package in packages if package.ecosystem == "PyPI" and _is_version(package.version)}
        if not pins:
            return {}
        answers = _read(self._run(pins), frozenset(pins))
        asked = {package: _pin(package) for package in packages if _is_version(package.version) and package.ecosystem == "PyPI"}
        return {package: answers[pin] for package, pin in asked.items()}

    def _run(self, pins: Mapping[tuple[str, str], Package]) -> bytes:
        records: dict[str, dict[str, Any]] = {}
        for (name, _), package in pins.items():
            records.setdefault(name, {}).update((str(record.get("id")), _trimmed(record)) for record in self.records(package))
        job = json.dumps({"packages": list(pins), "records": {name: list(its.values()) for name, its in records.items()}}).encode()
        limits = Limits(wall=60 + len(pins) / 50, stdout=32 << 20)
        with job_folder(self.sandbox.confiner.outer_uid) as folder:
            runner = write_file(folder / "runner.py", files("bot.sandbox").joinpath("pip_audit_runner.py").read_bytes())
            python = self.engines.python
            mounts = (
                Mount(self.engines.site_packages, SITE_PACKAGES),
                Mount(runner, _RUNNER),
                Mount(write_file(folder / "job.json", job), _JOB),
            )
            environment = [("HOME", "/home/w"), ("LANG", "C.UTF-8"), ("PYTHONDONTWRITEBYTECODE", "1")]
            if python.library_path:
                environment.append(("LD_LIBRARY_PATH", python.library_path))
            profile = Profile((*python.mounts, *mounts), environment=tuple(environment))
            ran = self.sandbox.run([python.executable, "-I", "-S", "-X", "utf8", _RUNNER, SITE_PACKAGES, _JOB], profile, limits)
        if ran.ending is not Ending.EXITED or ran.exit_code != 0:
            last = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
            raise ToolFailed(f"pip-audit {ran.ending.value} with code {ran.exit_code}: {last}")
        return ran.stdout


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def _pin(package: Package) -> tuple[str, str]:
    return canonicalize_name(package.name), str(Version(package.version))


def _trimmed(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: record[key] for key in _KEPT if key in record}


def _read(raw: bytes, pins: frozenset[tuple[str, str]]) -> dict[tuple[str, str], frozenset[str]]:
    """The answer, believed only when it speaks of every pin, of nothing else, and in identifiers."""
    try:
        pairs = [((str(one["name"]), str(one["version"])), _identifiers(one["ids"])) for one in json.loads(raw)["results"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ToolFailed("pip-audit's answer is not in the form that was asked for") from error
    answers = dict(pairs)
    if len(answers) != len(pairs):
        raise ToolFailed("pip-audit answered twice about the same package")
    if answers.keys() != pins:
        raise ToolFailed("pip-audit answered about other packages than it was asked about")
    return answers


def _identifiers(value: object) -> frozenset[str]:
    if not isinstance(value, list) or len(value) > _MAX_IDS:
        raise TypeError("not a list of identifiers")
    if not all(isinstance(one, str) and _IDENTIFIER.fullmatch(one) for one in value):
        raise TypeError("not an identifier")
    return frozenset(value)
