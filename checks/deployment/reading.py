"""A file of any kind that starts programs or sets what they read, as what it starts and sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.deployment import services
from checks.deployment.shell import command, script, settings
from checks.deployment.started import Command, Script, Setting, Started, Word
from checks.documents import jsonc, toml_nodes
from checks.documents.dockerfile import TooLong, instructions, is_dockerfile
from checks.documents.nodes import NotRead, documents
from checks.notebook.cells import notebook
from checks.notebook.shell_lines import shell_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.core.place import RepoPath
    from checks.documents.dockerfile import Instruction

# Nobody writes longer scripts.
MAX_SCRIPT = 1 << 20
_SCRIPTS = frozenset({".sh", ".bash", ".zsh", ".mk", ".env", ".envrc"})
_SCRIPT_NAMES = frozenset({"makefile", "gnumakefile", "justfile", "procfile"})
_DOCUMENTS = frozenset({".yml", ".yaml", ".json", ".jsonc", ".toml"})
_PAIR = re.compile(r"(\w+)=(\"[^\"]*\"|'[^']*'|\S*)")


def starts(path: RepoPath) -> bool:
    """Whether a file of that name is read here."""
    return _is_script(path) or is_dockerfile(path) or path.suffix in _DOCUMENTS or path.suffix == ".ipynb"


def started(path: RepoPath, raw: bytes) -> Started:
    """What it starts and sets. Raises `NotRead`."""
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    lines = text.split("\n")
    if len(raw) > MAX_SCRIPT and (is_dockerfile(path) or _is_script(path)):
        raise NotRead(f"it is larger than {MAX_SCRIPT:,} bytes")
    if path.suffix == ".ipynb":
        return _all([tuple(script(shell)) for _, shell in shell_lines(notebook(raw))])
    if is_dockerfile(path):
        return _image(text, lines)
    if _is_script(path):
        return _all([tuple(script([(line, number) for number, line in enumerate(lines, start=1)]))])
    if path.suffix == ".toml":
        found = [toml_nodes.tree(raw)]
    else:
        found = documents(raw) if path.suffix in {".yml", ".yaml"} else [jsonc.tree(raw)] if raw.strip() else []
    scripts = [each for document in found for each in services.scripts(document, lines)]
    return _all(scripts, [each for document in found for each in services.settings(document)])


def _is_script(path: RepoPath) -> bool:
    name = path.name.lower()
    return path.suffix in _SCRIPTS or name in _SCRIPT_NAMES or name == ".env" or name.startswith(".env.")


def _all(scripts: Sequence[Script], set_: Sequence[Setting] = ()) -> Started:
    return Started(tuple(scripts), (*set_, *(each for commands in scripts for each in settings(commands))))


def _image(text: str, lines: Sequence[str]) -> Started:
    scripts: list[Script] = []
    set_: list[Setting] = []
    try:
        steps = list(instructions(text))
    except TooLong as reason:
        raise NotRead(str(reason)) from reason
    for step in steps:
        if step.keyword in {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ADD"}:
            scripts.append(tuple(_placed(each, step, lines) for each in _run(step)))
        elif step.keyword in {"ENV", "ARG"}:
            pairs = _PAIR.findall(step.argument) or [(step.argument.partition(" ")[0], step.argument.partition(" ")[2])]
            set_ += (Setting(name, value.strip("\"' "), _line(name, step, lines), {}) for name, value in pairs)
    return _all(scripts, set_)


def _run(step: Instruction) -> list[Command]:
    words = services.words_of_list(step.argument, step.span.first)
    if step.keyword == "ADD":
        words = [Word("ADD", step.span.first), *(Word(text, step.span.first) for text in step.argument.split())]
    return list(command(words) if words is not None else script([(step.argument, step.span.first)]))


def _placed(found: Command, step: Instruction, lines: Sequence[str]) -> Command:
    return Command(tuple(Word(word.text, _line(word.text, step, lines)) for word in found.words))


def _line(text: str, step: Instruction, lines: Sequence[str]) -> int:
    """Continued lines were joined: a word is where the instruction has it first."""
    return next((number for number in step.span.lines if number <= len(lines) and text in lines[number - 1]), step.span.first)
