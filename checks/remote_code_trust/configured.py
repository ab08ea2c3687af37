"""Trust in a model's code that command lines, environments and settings give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.rule import Rule
from checks.core.severity import Confidence, Severity
from checks.deployment.deployment_check import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.place import RepoPath
    from checks.deployment.started import Command, Setting, Started

WORDS = re.compile(rb"trust[_-]?remote[_-]?code", re.IGNORECASE)
FLAG = Rule(
    "remote-code-trust-flag",
    "A program is started with trust in a model's code",
    Severity.HIGH,
    Confidence.HIGH,
    "Leave the flag off, or name the reviewed commit with `--revision` (and `--code-revision`).",
    "CWE-829",
)
CONFIGURED = Rule(
    "remote-code-trust-configured",
    "A setting trusts the code of models",
    Severity.HIGH,
    Confidence.MEDIUM,
    "Remove the setting, or put the 40-digit commit of the reviewed code beside it.",
    "CWE-829",
)
_SAID = {
    FLAG: "With this flag the program downloads Python from the model's repository and runs it, in whatever state that is on the day.",
    CONFIGURED: "With this setting Python is downloaded from a model's repository and run, in whatever state that is on the day.",
}
_FLAG = re.compile(r"--?trust[-_]remote[-_]code(?:=(?P<value>.*))?", re.IGNORECASE)
_WITHIN = re.compile(r"[,{\s\"']trust_remote_code[\"']?[=:]\s?(?:true|1)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w.]+[_.])?trust[_-]?remote[_-]?code", re.IGNORECASE)
_OFF = frozenset({"false", "0", "no", "off"})
_COMMIT = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])|\$")
_LOCAL = re.compile(r"(?:[.~]{0,2}/|\$\{?PWD)")
_MODELS = ("--model", "--model-id", "--model-path", "--model_name_or_path", "--tokenizer", "serve")


def look(path: RepoPath, started: Started) -> Iterable[Sight]:
    """Each place."""
    del path
    for commands in started.scripts:
        for command in commands:
            yield from (Sight(FLAG, line, _SAID[FLAG]) for line in _flags(command))
    yield from (Sight(CONFIGURED, setting.line, _SAID[CONFIGURED]) for setting in started.settings if _trusts(setting))


def _flags(command: Command) -> Iterator[int]:
    revision = command.option("--revision", "--code-revision", "--code_revision", "--model_revision")
    model = command.option(*_MODELS)
    if (revision and _COMMIT.search(revision.text)) or (model and _LOCAL.match(model.text)):
        return
    for index, word in enumerate(command.words):
        if flag := _FLAG.fullmatch(word.text):
            following = next((each.text for each in command.words[index + 1 :]), "")
            if (following if flag["value"] is None else flag["value"]).lower() not in _OFF:
                yield word.line
        elif _WITHIN.search(word.text) and not re.search(r"revision\W{1,4}[0-9a-f]{40}", word.text):
            yield word.line


def _trusts(setting: Setting) -> bool:
    if not _NAME.fullmatch(setting.name) or not setting.on:
        return False
    beside = setting.beside.items()
    pinned = any("revision" in name.lower() and _COMMIT.search(value) for name, value in beside)
    return not pinned and not any("model" in name.lower() and _LOCAL.match(value) for name, value in beside)
