"""How much of what a file tells of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.personal_data.columns import called
from checks.personal_data.kinds import Kind, in_text, under

if TYPE_CHECKING:
    from checks.personal_data.tables import Cell

# A handful of addresses is a list of contributors; check digits and forms leave less to chance.
ADDRESSES, NUMBERS, ROWS = 10, 3, 5
_GRAVE = (Kind.IBAN, Kind.CARD, Kind.SSN, Kind.NINO, Kind.TAX)
_REACH = (Kind.BIRTH, Kind.ADDRESS, Kind.PHONE)


class Tally:
    """Counts different values of each kind; of them only a hash is kept, and that as long as the file is read."""

    def __init__(self) -> None:
        self._seen: dict[Kind, set[int]] = {}
        self._names: dict[str, Kind | None] = {}
        self.columns: set[str] = set()
        self.first = 0

    def take(self, cell: Cell) -> None:
        """Look at one value."""
        if cell.column not in self._names:
            self._names[cell.column] = called(cell.column) if cell.column else None
        name = self._names[cell.column]
        kind = in_text(cell.value) or (name if name and under(cell.value, name) else None)
        if kind is None:
            return
        self._seen.setdefault(kind, set()).add(hash(cell.value))
        self.columns.add(cell.column)
        self.first = min(self.first or cell.line, cell.line)

    @property
    def counts(self) -> dict[Kind, int]:
        """Different values by kind, in the order that kinds are told in."""
        return {kind: len(self._seen[kind]) for kind in Kind if kind in self._seen}

    def _has(self, kind: Kind, least: int) -> bool:
        return len(self._seen.get(kind, ())) >= least

    @property
    def grave(self) -> bool:
        """Numbers that stand for a person or for money, or patients with their diagnoses."""
        ill = self._has(Kind.DIAGNOSIS, NUMBERS) and (self._has(Kind.PATIENT, NUMBERS) or self._has(Kind.NAME, NUMBERS))
        return ill or any(self._has(kind, NUMBERS) for kind in _GRAVE)

    @property
    def persons(self) -> bool:
        """Many addresses, or several persons with more than their names."""
        named = self._has(Kind.NAME, ROWS) and any(self._has(kind, ROWS) for kind in _REACH)
        mailed = self._has(Kind.EMAIL, ROWS) and any(self._has(kind, ROWS) for kind in (Kind.NAME, *_REACH))
        return named or mailed or self._has(Kind.EMAIL, ADDRESSES)
