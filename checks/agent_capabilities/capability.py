"""One thing that an agent may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import Location


class Power(StrEnum):
    """What is reached, in the words that people read."""

    UNASKED = "acts without asking"
    SHELL = "runs shell commands"
    CODE = "runs code that it writes"
    HOOK = "starts commands by itself"
    SERVER = "uses a tool server"
    NETWORK = "reaches the network"
    BROWSER = "operates a browser or desktop"
    FILES = "changes files"
    DATABASE = "asks databases"
    MESSAGES = "sends messages"


@dataclass(frozen=True, slots=True)
class Capability:
    """`detail` tells which tool, entry or server; with the power it is what a change is compared by, wherever it stands."""

    power: Power
    detail: str
    location: Location
