"""Makes a text fit: what matters least goes first, and what must never go stays whatever happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# GitHub refuses bodies over 65,536 characters and summaries over 65,535; the margin is for what is added around ours.
MAX_BYTES = 60_000
_GAP = "\n\n"
_FENCE = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its forms from the fullest to the shortest, and when it has to give way, the highest `yields` first.

    `yields` 0: it never does. An empty form leaves the section out.
    """

    forms: tuple[str, ...]
    yields: int = 0


def always(text: str) -> Section:
    """A section that stays as it is."""
    return Section((text,))


def fitted(sections: Sequence[Section], limit: int = MAX_BYTES) -> str:
    """The sections one below the other in at most `limit` bytes of UTF-8.

    Should even the shortest forms be too long, the text is cut at a line's end: what stands first survives.
    """
    chosen = [0] * len(sections)
    while len((text := _joined(sections, chosen)).encode()) > limit:
        able = [at for at, section in enumerate(sections) if section.yields and chosen[at] + 1 < len(section.forms)]
        if not able:
            return _cut(text, limit)
        chosen[max(able, key=lambda at: (sections[at].yields, at))] += 1
    return text


def _joined(sections: Sequence[Section], chosen: Sequence[int]) -> str:
    return _GAP.join(filter(None, (section.forms[form] for section, form in zip(sections, chosen, strict=True))))


def _cut(text: str, limit: int) -> str:
    kept: list[str] = []
    size = 0
    for line in text.split("\n"):
        size += len(line.encode()) + 1
        if size > limit - 200:
            break
        kept.append(line)
    return "\n".join(kept) + _closing(kept) + "\n\n… cut: the rest does not fit into GitHub's limit."


def _closing(lines: Sequence[str]) -> str:
    """What closes an open code fence, so that the cut text does not swallow what follows."""
    fence = ""
    for line in lines:
        run = line[: len(line) - len(line.lstrip("`"))]
        if len(run) >= _FENCE:
            fence = "" if fence and len(run) >= len(fence) else fence or run
    return f"\n{fence}" if fence else ""
