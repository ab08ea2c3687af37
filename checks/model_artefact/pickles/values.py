"""The values of the symbolic machine: what a pickle would make, without making it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Global:
    """A name that the pickle imports."""

    module: str
    name: str

    @property
    def pair(self) -> tuple[str, str]:
        """What the allow-list is asked for."""
        return (self.module, self.name)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, bytes or None that stands in the stream."""

    value: object


@dataclass(slots=True)
class Made:
    """A container or an object made in the stream. `of` is what was called for it; only the first of its items are kept."""

    of: Global | None = None
    items: list[Value] = field(default_factory=list)
    entries: dict[object, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Persistent:
    """What the loader's own `persistent_load` would answer."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What a stream that misuses its stack or its memo leaves in doubt."""


Value = Global | Literal | Made | Persistent | Unknown
