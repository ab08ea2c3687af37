"""What may still be spent on one file; whoever runs out stops, and the file counts as not read to its end."""

from __future__ import annotations

from dataclasses import dataclass

from checks.model_artefact import limits


class Spent(Exception):
    """A limit was met. `code` names the reason by which people are told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Budget:
    """Shared by everything that is read of one file. Every method raises `Spent`."""

    members: int = limits.MEMBERS
    inflated: int = limits.INFLATED_TOTAL
    opcodes: int = limits.OPCODES
    resyncs: int = limits.RESYNCS

    def member(self) -> None:
        """One more member of a container."""
        self.members -= 1
        if self.members < 0:
            raise Spent("limit-members")

    def bytes_made(self, count: int) -> None:
        """Bytes that came out of a compressed stream."""
        self.inflated -= count
        if self.inflated < 0:
            raise Spent("limit-inflated")

    def opcode(self) -> None:
        """One more opcode of a pickle."""
        self.opcodes -= 1
        if self.opcodes < 0:
            raise Spent("limit-opcodes")

    def resync(self) -> None:
        """One more start of a pickle tried in other bytes."""
        self.resyncs -= 1
        if self.resyncs < 0:
            raise Spent("limit-resyncs")
