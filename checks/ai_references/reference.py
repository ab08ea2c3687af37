"""What is named: a model or dataset of a hub, or a service that models are asked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import Location

_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)


class Kind(StrEnum):
    """What a reference leads to."""

    MODEL = auto()
    DATASET = auto()


class Hub(StrEnum):
    """Where it is fetched from, by the name that package URLs have for it where there is one."""

    HUGGING_FACE = "huggingface"
    KAGGLE = "kaggle"
    GITHUB = "github"
    OLLAMA = "ollama"


@dataclass(frozen=True, slots=True)
class Reference:
    """`revision` as it is written: a commit, branch, tag or version; empty where none is."""

    kind: Kind
    hub: Hub
    name: str
    revision: str
    location: Location

    @property
    def pinned(self) -> bool:
        """Whether the revision is a commit, which nobody can move."""
        return _COMMIT.fullmatch(self.revision) is not None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is, wherever it stands."""
        return (self.kind.value, self.hub.value, self.name, self.revision)


@dataclass(frozen=True, slots=True)
class Use:
    """A place that asks a service: `provider` as people know it."""

    provider: str
    location: Location


@dataclass(frozen=True, slots=True)
class Named:
    """All of some files; `unread`: those among them that could not be read."""

    references: tuple[Reference, ...] = ()
    uses: tuple[Use, ...] = ()
    unread: tuple[str, ...] = ()
