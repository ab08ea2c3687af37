"""The words for what is started and set, wherever it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command, without its quotes, and the line it is on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A program and its arguments, whatever stands in front of it."""

    words: tuple[Word, ...]

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [word.text for word in self.words]

    def after(self, *names: str) -> tuple[Word, ...] | None:
        """The words behind a program of one of these names, its folder left out; None when it is not there."""
        for index, word in enumerate(self.words):
            if word.text.rpartition("/")[2].rpartition("\\")[2] in names:
                return self.words[index + 1 :]
        return None

    def option(self, *names: str) -> Word | None:
        """The value of an option, written `--name value` or `--name=value`."""
        for index, word in enumerate(self.words):
            name, equals, value = word.text.partition("=")
            if name in names:
                return Word(value, word.line) if equals else next(iter(self.words[index + 1 :]), None)
        return None


# What runs one after the other.
Script = tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A name that is given a value. `beside`: the other names of the same place with theirs."""

    name: str
    value: str
    line: int
    beside: Mapping[str, str]

    @property
    def on(self) -> bool:
        """Whether the value says yes, as programs read their settings."""
        return self.value.strip().lower() in {"true", "1", "yes", "y", "on"}


@dataclass(frozen=True, slots=True)
class Started:
    """All of a file."""

    scripts: tuple[Script, ...] = ()
    settings: tuple[Setting, ...] = ()
