"""Tools that an operator adds: the file that names them, read as a whole and checked before anything starts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from checks.core.severity import Confidence, Severity
from config.settings import BadSettings, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SETTING = "BARTIZAN_TOOLS"
# Seconds for a run that says nothing else: as long as our own engines may take, and nobody may have more.
MAX_TOOLS, MAX_BYTES, MAX_SECONDS = 20, 64 * 1024, 60
MAX_EXIT_CODE = 255
FILES, FOLDER = "{files}", "{folder}"
OFF = "off"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_NAME = 30
# The sandbox's own places: what is mounted there would be hidden, or would hide the files under review.
_KEPT = ("/tmp", "/home/w", "/proc", "/sys", "/dev", "/run", "/src", "/opt/engine")  # noqa: S108 - names of places inside
_LEVELS = ("error", "warning", "note")
_USUAL_LEVELS: dict[str, Severity | None] = {"error": Severity.HIGH, "warning": Severity.MEDIUM, "note": Severity.LOW}
_SEVERITIES = {str(each): each for each in Severity}
_CONFIDENCES = {str(each): each for each in Confidence}
_KEYS = (
    *("program", "arguments", "files", "except", "mounts", "environment", "done", "seconds"),
    *("levels", "confidence", "rules", "secrets"),
)


@dataclass(frozen=True, slots=True)
class OperatorTool:
    """A program that answers in SARIF on its standard output. Files are chosen by `files` and left out by `sparing`, as shell patterns.

    `mounts` are pairs of a place here and its place inside. `levels` and `rules` give the severity of a result by SARIF's level or by
    the tool's own name of the rule; None leaves it out. Of a tool for `secrets` no word is repeated.
    """

    name: str
    program: str
    arguments: tuple[str, ...]
    files: tuple[str, ...]
    sparing: tuple[str, ...] = ()
    mounts: tuple[tuple[str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    done: frozenset[int] = frozenset({0})
    seconds: int = MAX_SECONDS
    levels: Mapping[str, Severity | None] = field(default_factory=dict)
    confidence: Confidence = Confidence.MEDIUM
    rules: Mapping[str, Severity | None] = field(default_factory=dict)
    secrets: bool = False


def parse_tools(raw: bytes, taken: Collection[str]) -> tuple[OperatorTool, ...]:
    """Read the file. `taken` are the ids of our checks and engines, which no tool may use. Raises `BadSettings`, with all that is wrong."""
    problems: list[Problem] = []
    if len(raw) > MAX_BYTES:
        raise BadSettings((Problem(SETTING, f"is larger than {MAX_BYTES:,} bytes", "Name the tools and nothing else in it."),))
    try:
        content = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadSettings((Problem(SETTING, f"is not TOML: {error}", "See docs/tools.md for an example."),)) from error
    tables = content.get("tools")
    if not isinstance(tables, dict) or set(content) != {"tools"}:
        raise BadSettings((Problem(SETTING, "does not consist of tables", "Begin each tool with `[tools.NAME]`."),))
    if len(tables) > MAX_TOOLS:
        problems.append(Problem(SETTING, f"names more than {MAX_TOOLS} tools", "Leave some out."))
    read = [_Reading(name, table, problems).tool(taken) for name, table in list(tables.items())[:MAX_TOOLS]]
    if problems:
        raise BadSettings(tuple(problems))
    return tuple(read)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One table of the file, and where what is wrong with it is noted."""

    name: str
    table: Any
    problems: list[Problem]

    def tool(self, taken: Collection[str]) -> OperatorTool:
        if not isinstance(self.table, dict):
            self._note("", "is no table", "Begin it with `[tools.NAME]`.")
            return OperatorTool(self.name, "", (), ())
        self._check_name(taken)
        for key in self.table.keys() - set(_KEYS):
            near = get_close_matches(key, _KEYS, n=1)
            self._note(key, "is not known", f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(_KEYS)}.")
        return OperatorTool(
            name=self.name,
            program=self._program(),
            arguments=self._arguments(),
            files=self._texts("files", needed=True),
            sparing=self._texts("except"),
            mounts=self._mounts(),
            environment=self._environment(),
            done=self._done(),
            seconds=self._number("seconds", MAX_SECONDS),
            levels=_USUAL_LEVELS | self._severities("levels", _LEVELS),
            confidence=self._confidence(),
            rules=self._severities("rules"),
            secrets=self._secrets(),
        )

    def _note(self, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(SETTING, f"tools.{self.name[:40]}{f'.{key[:40]}' if key else ''} {what}", remedy))

    def _check_name(self, taken: Collection[str]) -> None:
        if not _NAME.fullmatch(self.name) or len(self.name) > _MAX_NAME:
            self._note("", "is no name for a tool", f"Use at most {_MAX_NAME} lower-case letters, digits and single hyphens.")
        # Rules are told by their beginning, in policies and acknowledgements: neither may be the beginning of the other.
        own = f"{self.name}-"
        clash = next((other for other in sorted(taken) if f"{other}-".startswith(own) or own.startswith(f"{other}-")), None)
        if clash:
            self._note("", f"has a name that stands for Bartizan's own {clash!r}", "Choose another.")

    def _program(self) -> str:
        told = self.table.get("program")
        if not isinstance(told, str) or not _plain_place(told):
            self._note("program", "is not an absolute path", "Give the program's own path, such as /opt/tool/bin/tool.")
            return ""
        return told

    def _arguments(self) -> tuple[str, ...]:
        told = self._texts("arguments", needed=True)
        if told and sum(word in {FILES, FOLDER} for word in told) != 1:
            remedy = "It stands for the files to look at, or for the folder they lie in."
            self._note("arguments", f"must hold one word {FILES} or {FOLDER}", remedy)
        return told

    def _texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        told = self.table.get(key, [])
        if not isinstance(told, list) or not all(isinstance(each, str) and each and each.isprintable() for each in told):
            self._note(key, "is not a list of texts", 'Write `["one", "two"]`.')
            return ()
        if needed and not told:
            self._note(key, "is missing", 'Write `["one", "two"]`.')
        return tuple(told)

    def _mounts(self) -> tuple[tuple[str, str], ...]:
        pairs = []
        for each in self._texts("mounts"):
            here, _, inside = each.partition(":")
            inside = inside or here
            if not (_plain_place(here) and _plain_place(inside)) or any(f"{inside}/".startswith(f"{kept}/") for kept in _KEPT):
                remedy = f"Give an absolute path, or two as HERE:INSIDE; inside, {', '.join(_KEPT)} are the sandbox's own."
                self._note("mounts", f"cannot have {each[:80]!r}", remedy)
            pairs.append((here, inside))
        return tuple(pairs)

    def _environment(self) -> tuple[tuple[str, str], ...]:
        told = self.table.get("environment", {})
        if not isinstance(told, dict) or not all(
            isinstance(value, str) and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and "\0" not in value for name, value in told.items()
        ):
            self._note("environment", "is not a table of texts", 'Write `{ NAME = "value" }`.')
            return ()
        return tuple(told.items())

    def _done(self) -> frozenset[int]:
        told = self.table.get("done", [0])
        if not isinstance(told, list) or not told or not all(type(code) is int and 0 <= code <= MAX_EXIT_CODE for code in told):
            self._note("done", "is not a list of exit codes", "List those of a completed run, such as `[0, 1]`.")
            return frozenset({0})
        return frozenset(told)

    def _number(self, key: str, most: int) -> int:
        told = self.table.get(key, most)
        if type(told) is not int or not 1 <= told <= most:
            self._note(key, f"is not a number from 1 to {most}", "Leave it out for the most there is.")
            return most
        return told

    def _severities(self, key: str, known: Collection[str] = ()) -> dict[str, Severity | None]:
        told = self.table.get(key, {})
        if not isinstance(told, dict):
            self._note(key, "is no table", 'Write `{ name = "high" }`.')
            return {}
        found: dict[str, Severity | None] = {}
        for name, word in told.items():
            if known and name not in known:
                self._note(key, f"knows no {name[:40]!r}", f"SARIF's levels are {', '.join(known)}.")
            elif word != OFF and word not in _SEVERITIES:
                self._note(key, f"gives {name[:40]!r} no severity", f"Choose one of {', '.join((OFF, *_SEVERITIES))}.")
            else:
                found[name] = _SEVERITIES.get(word)
        return found

    def _confidence(self) -> Confidence:
        told = self.table.get("confidence", "medium")
        if told not in _CONFIDENCES:
            self._note("confidence", "is none", f"Choose one of {', '.join(_CONFIDENCES)}.")
        return _CONFIDENCES.get(told, Confidence.MEDIUM)

    def _secrets(self) -> bool:
        told = self.table.get("secrets", False)
        if not isinstance(told, bool):
            self._note("secrets", "is neither true nor false", "It says that the tool's results are credentials.")
        return told is True


def _plain_place(text: str) -> bool:
    """An absolute path but the root, with nothing in it that climbs."""
    return text.startswith("/") and text.strip("/") != "" and text.isprintable() and not {"", ".", ".."} & set(text[1:].split("/"))
