"""GitHub's JSON, read with the types we expect: what is missing or of another type is an error that names the place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from bot.review.ports import ForgeFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of an answer. Every method raises `ForgeFailed` when the answer is not as documented."""

    values: Mapping[str, object]
    where: str

    def text(self, key: str) -> str:
        """A string that must be there."""
        value = self.values.get(key)
        if not isinstance(value, str):
            self._wrong(key, "a string")
        # Halves of surrogate pairs can be written nowhere: not into an address, a table or a log.
        return value.encode("utf-8", "replace").decode()

    def maybe_text(self, key: str) -> str:
        """A string; empty when absent or null."""
        return self.text(key) if self.values.get(key) is not None else ""

    def number(self, key: str) -> int:
        """An integer that must be there."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(key, "a number")
        return value

    def maybe_number(self, key: str) -> int | None:
        """An integer; None when absent or null."""
        return self.number(key) if self.values.get(key) is not None else None

    def moment(self, key: str) -> datetime:
        """A time with its zone that must be there."""
        try:
            found = datetime.fromisoformat(self.text(key))
        except ValueError:
            self._wrong(key, "a time")
        if found.tzinfo is None:
            self._wrong(key, "a time with its zone")
        return found

    def flag(self, key: str) -> bool:
        """A boolean; false when absent or null."""
        return self.values.get(key) is True

    def inside(self, key: str) -> Fields:
        """An object that must be there."""
        found = self.maybe_inside(key)
        if found is None:
            self._wrong(key, "an object")
        return found

    def maybe_inside(self, key: str) -> Fields | None:
        """An object; None when absent or null."""
        value = self.values.get(key)
        return None if value is None else fields(value, f"{self.where}.{key}")

    def many(self, key: str) -> tuple[Fields, ...]:
        """A list of objects that must be there."""
        return many(self.values.get(key), f"{self.where}.{key}")

    def rows(self, key: str, *kinds: type) -> Iterator[tuple[Any, ...]]:
        """Lists inside a list that must be there, each with values of these kinds in this order."""
        found = self.values.get(key)
        if not isinstance(found, list):
            self._wrong(key, "a list")
        for row in found:
            if not isinstance(row, list) or list(map(type, row)) != list(kinds):
                self._wrong(key, "rows")
            yield tuple(row)

    def _wrong(self, key: str, wanted: str) -> NoReturn:
        raise ForgeFailed(f"GitHub's answer for {self.where} should hold {wanted} called {key!r}; is the API address right?")


def parse(text: str, where: str) -> object:
    """The JSON of an answer's text."""
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ForgeFailed(f"GitHub's answer for {where} is not JSON; is the API address right?") from error
    return parsed


def fields(value: object, where: str) -> Fields:
    """The value as an object."""
    if not isinstance(value, dict):
        raise ForgeFailed(f"GitHub's answer for {where} should be an object; is the API address right?")
    return Fields(value, where)


def many(value: object, where: str) -> tuple[Fields, ...]:
    """The value as a list of objects."""
    if not isinstance(value, list):
        raise ForgeFailed(f"GitHub's answer for {where} should be a list; is the API address right?")
    return tuple(fields(item, where) for item in value)
