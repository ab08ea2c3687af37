"""What the shell commands of cells download, install and run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.deployment.shell import script
from checks.notebook_hygiene import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.rule import Rule
    from checks.deployment.started import Command, Word

_FETCHES = re.compile(r"\b(?:curl|wget)\s")
_SHELL = re.compile(r"\s*(?:sudo\s+(?:-\S+\s+)*+)?(?:[^\s|;&]*/)?(?:(?:ba|z|da|k)?sh|python[\d.]*|perl|ruby|node)\b(?!\s+-[cm])")
_INNER = re.compile(r"\b(?:ba|z)?sh\s+(?:-c\s+)?[\"']?(?:<\(|\$\(|`)\s*(?:curl|wget)\b")
_BETWEEN = re.compile(r"\|\||[;&\n]")
_NOT_VERIFIED = re.compile(r"http://(?!(?:localhost|127\.|\[::1\]|0\.0\.0\.0))", re.IGNORECASE)
_INDEXES = ("-i", "--index-url", "--extra-index-url", "-f", "--find-links")
# Options of pip that take a value which is no requirement.
_VALUED = frozenset(
    {*_INDEXES, "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "--prefix", "--trusted-host"}
)
# A requirement is shorter.
_MAX_WORD = 300
_EXACT = re.compile(r"===?\s*[^*]+$|^(?:\.{0,2}/|[$\{]|[a-z+]+:)|\.(?:whl|tar\.gz|zip)$")
_MOVING = re.compile(r"git\+(?!.*@[0-9a-f]{40})")


def pipes(lines: Sequence[tuple[str, int]]) -> Iterator[int]:
    """The lines of the file on which something downloaded is run. Continued lines are told of where they begin."""
    begun, at = "", 0
    for text, line in lines:
        at = at if begun else line
        begun += text.removesuffix("\\")
        if not text.endswith("\\"):
            if not begun.lstrip().startswith("#") and _runs_what_it_fetches(begun):
                yield at
            begun = ""


def _runs_what_it_fetches(text: str) -> bool:
    for pipeline in _BETWEEN.split(text):
        fetched = False
        for part in pipeline.split("|"):
            if fetched and _SHELL.match(part):
                return True
            fetched = fetched or _FETCHES.search(part) is not None
    return _INNER.search(text) is not None


def installs(lines: Sequence[tuple[str, int]]) -> Iterator[tuple[Rule, int, str]]:
    """The rule, the line and the package for what pip is told to install."""
    for command in script(lines):
        words = command.after("pip", "pip3") or ()
        if words and words[0].text == "install":
            if (line := _unverified(command, words)) is not None:
                yield rules.PLAIN_INDEX, line, ""
            moving = next(_moving(words[1:]), None)
            if moving and not any(word.text == "--require-hashes" for word in words):
                yield rules.UNPINNED, moving.line, moving.text


def _unverified(command: Command, words: Sequence[Word]) -> int | None:
    for name in _INDEXES:
        value = command.option(name)
        if value and _NOT_VERIFIED.match(value.text):
            return value.line
    return next((word.line for word in words if word.text.partition("=")[0] == "--trusted-host"), None)


def _moving(words: Sequence[Word]) -> Iterator[Word]:
    skipped = False
    for word in words:
        if skipped or word.text.startswith("-"):
            skipped = not skipped and word.text in _VALUED
        elif _MOVING.match(word.text[:_MAX_WORD]) or not _EXACT.search(word.text[:_MAX_WORD]):
            yield word
