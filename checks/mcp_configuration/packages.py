"""Which package or image a command fetches when it starts, and whether it is always the same one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.agent_files.launch import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXACT = re.compile(r"^v?\d+\.\d+(?:\.\d+)?(?:[-+.]?[\w.+-]{1,60})?$")
_NPM_EXACT = re.compile(r"^v?\d+\.\d+\.\d+(?:[-+][\w.+-]{1,60})?$")
_GO_EXACT = re.compile(r"^(?:v\d+\.\d+\.\d+[\w.+-]{0,60}|[0-9a-f]{40})$")
_COMMIT = re.compile(r"[@#][0-9a-f]{40}(?:$|#|&)")
_LOCAL = (".", "/", "~", "$", "file:", "{")
# Runners with the words that stand between them and the package.
_NODE = {"npx": (), "bunx": (), "pnpx": (), "pnpm": ("dlx",), "yarn": ("dlx",), "npm": ("exec", "x"), "bun": ("x",)}
_PYTHON = {"uvx": (), "pipx": ("run",), "uv": ("run", "tool")}
_VALUED_NODE = frozenset({"-p", "--package", "-c", "--call", "--registry", "--prefix", "-w", "--workspace", "--cache", "--userconfig"})
_VALUED_PYTHON = frozenset(
    {"--from", "--with", "--python", "-p", "--index-url", "--extra-index-url", "--spec", "--directory", "--project", "--env-file"}
)
_FLAGS_OF_DOCKER = frozenset(
    {"--rm", "-i", "-t", "-it", "--interactive", "--tty", "-d", "--detach", "--init", "--privileged", "--read-only", "-P", "-q", "--quiet"}
)
_ENGINES = frozenset({"docker", "podman", "nerdctl"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A package or image by its name, and the version asked for; `exact`: nothing else can come."""

    name: str
    version: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Runner:
    """The words between it and the package, its flags that take a value, and those whose value is the package."""

    between: tuple[str, ...]
    valued: frozenset[str]
    naming: tuple[str, ...]


def fetched(words: Sequence[str]) -> Fetched | None:
    """What the command fetches; None when it fetches nothing."""
    name, rest = name_of(words[0]), list(words[1:])
    if name in _ENGINES:
        return _image(rest)
    if name in _NODE:
        return _npm(_named(rest, _Runner(_NODE[name], _VALUED_NODE, ("-p", "--package"))))
    if name in _PYTHON and (name != "uv" or rest[:1] == ["tool"]):
        return _pypi(_named(rest, _Runner(_PYTHON[name], _VALUED_PYTHON, ("--from", "--spec"))))
    if name == "go" and rest[:1] == ["run"]:
        told = next((word for word in rest[1:] if not word.startswith("-") and "@" in word), None)
        module, _, version = (told or "").partition("@")
        return Fetched(module, version, _GO_EXACT.match(version) is not None) if told else None
    if name == "deno":
        told = next((word for word in rest if word.startswith(("npm:", "jsr:"))), None)
        return _npm(told.partition(":")[2]) if told else None
    return None


def _named(rest: list[str], runner: _Runner) -> str:
    """The package: what a flag names, or else the first word that is neither a flag nor its value."""
    if runner.between:
        if rest[:1] == [] or rest[0] not in runner.between:
            return ""
        rest = rest[2:] if rest[:2] == ["tool", "run"] else rest[1:]
    index = 0
    while index < len(rest):
        flag, mark, value = rest[index].partition("=")
        if flag in runner.naming:
            return value if mark else "".join(rest[index + 1 : index + 2])
        if not flag.startswith("-"):
            return rest[index]
        index += 2 if rest[index] in runner.valued else 1
    return ""


def _npm(spec: str) -> Fetched | None:
    if not spec or spec.startswith(_LOCAL):
        return None
    if ":" in spec or spec.count("/") > (1 if spec.startswith("@") else 0):
        return Fetched(spec.partition("#")[0], spec.partition("#")[2], _COMMIT.search(spec) is not None)
    name, _, version = spec[1:].partition("@")
    return Fetched(spec[:1] + name, version, _NPM_EXACT.match(version) is not None)


def _pypi(spec: str) -> Fetched | None:
    if not spec or spec.startswith(_LOCAL) or spec.endswith(".py"):
        return None
    if "://" in spec:
        source = spec.partition("git+")[2] or spec
        return Fetched(source.partition("@")[0], source.partition("@")[2], _COMMIT.search(spec) is not None)
    found = re.match(r"^([\w.-]+)(?:\[[\w,.-]*\])?\s*(?:===?|@)\s*(.+)$", spec)
    if found is None:
        return Fetched(re.split(r"[<>=!~\[@;\s]", spec)[0], "", exact=False)
    return Fetched(found[1], found[2], _EXACT.match(found[2]) is not None)


def _image(rest: list[str]) -> Fetched | None:
    if "run" not in rest:
        return None
    words = rest[rest.index("run") :]
    index = 1
    while index < len(words):
        word = words[index]
        if not word.startswith("-"):
            return _reference(word)
        index += 1 if "=" in word or word in _FLAGS_OF_DOCKER or re.fullmatch(r"-[itdPq]{1,4}", word) else 2
    return None


def _reference(text: str) -> Fetched | None:
    if text.startswith(("$", "{")):
        return None
    name, _, digest = text.partition("@")
    last = name.rpartition("/")[2]
    tag = last.partition(":")[2]
    moving = tag in {"", "latest", "main", "master", "edge", "nightly", "dev"}
    return Fetched(name.removesuffix(f":{tag}"), digest or tag, bool(digest) or not moving)
