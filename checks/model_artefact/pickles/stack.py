"""The stack, the marks and the memo of a pickle, kept as the unpickler keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.model_artefact.pickles.values import Unknown

if TYPE_CHECKING:
    from checks.model_artefact.pickles.values import Value


@dataclass(slots=True)
class Stack:
    """Never fails: what is not there is `Unknown`, and `misused` says that it was asked for."""

    misused: bool = False
    _values: list[Value] = field(default_factory=list)
    _below: list[list[Value]] = field(default_factory=list)
    _memo: dict[int, Value] = field(default_factory=dict)

    def push(self, value: Value) -> None:
        """Lay a value on top."""
        self._values.append(value)

    def pop(self) -> Value:
        """Take the topmost value above the last mark."""
        if self._values:
            return self._values.pop()
        self.misused = True
        return Unknown()

    def top(self) -> Value:
        """The topmost value, which stays."""
        if self._values:
            return self._values[-1]
        self.misused = True
        return Unknown()

    def drop(self) -> None:
        """POP: the topmost value, or the mark when nothing is above it."""
        if self._values:
            self._values.pop()
        else:
            self.pop_mark()

    def mark(self) -> None:
        """Begin a group."""
        self._below.append(self._values)
        self._values = []

    def pop_mark(self) -> list[Value]:
        """End a group: what is above the last mark."""
        group = self._values
        if self._below:
            self._values = self._below.pop()
        else:
            self.misused, self._values = True, []
        return group

    def remember(self, index: int | None = None) -> None:
        """Put the topmost value in the memo, under the next number when none is given."""
        self._memo[len(self._memo) if index is None else index] = self.top()

    def recall(self, index: int) -> None:
        """Lay a remembered value on top."""
        if index not in self._memo:
            self.misused = True
        self.push(self._memo.get(index, Unknown()))
