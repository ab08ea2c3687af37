"""The words about what a change does to the dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.review.inventory_delta import Delta, Step
    from bot.review.repaired import Repaired

_SHOWN_LICENCES = 5
_SHOWN_IDS = 3
# Characters of a name or version; what is longer is none.
_SHOWN = 100


def headline(delta: Delta) -> str:
    """One sentence with the counts."""
    kinds = ((delta.added, "added"), (delta.changed, "changed"), (delta.removed, "removed"))
    counts = [f"{len(steps)} {word}" for steps, word in kinds if steps]
    hidden = sum(step.hidden for step in delta.added)
    unasked = f" ({hidden} of the new ones not asked for by the project itself)" if hidden else ""
    blind = " Some manifests could not be read, and count as empty here." if delta.unread else ""
    return f"**Dependencies**: {', '.join(counts) or 'the same'}{unasked}.{blind}{_licences(delta)}"


def relief(repaired: Sequence[Repaired]) -> str:
    """What is not there any more, in one sentence; nothing when there is nothing."""
    if not repaired:
        return ""
    told = "; ".join(f"{markdown.code(each.name[:_SHOWN])} {_some(each.ids, _SHOWN_IDS)}" for each in repaired[:_SHOWN_LICENCES])
    more = f"; and {len(repaired) - _SHOWN_LICENCES} more packages" if len(repaired) > _SHOWN_LICENCES else ""
    return f"✅ **Known defects that go with this change**: {told}{more}."


def _some(ids: Sequence[str], most: int) -> str:
    return ", ".join(markdown.plain(each[:_SHOWN]) for each in ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def lines(delta: Delta, most: int) -> str:
    """A list of at most so many packages, and how many there are more."""
    told = list(_lines(delta))
    more = [f"- … and {len(told) - most} more"] if len(told) > most else []
    return "\n".join(told[:most] + more)


def _lines(delta: Delta) -> Iterator[str]:
    for step in delta.added:
        yield f"- added {_named(step)} {_versions(step.after)}{' (not asked for by the project itself)' if step.hidden else ''}"
    for step in delta.changed:
        yield f"- changed {_named(step)} {_versions(step.before)} → {_versions(step.after)}"
    for step in delta.removed:
        yield f"- removed {_named(step)} {_versions(step.before)}"


def _named(step: Step) -> str:
    return f"{markdown.code(step.name[:_SHOWN])} ({markdown.plain(step.ecosystem)})"


def _versions(versions: tuple[str, ...]) -> str:
    more = f" and {len(versions) - _SHOWN_LICENCES} more" if len(versions) > _SHOWN_LICENCES else ""
    return ", ".join(markdown.code(each[:_SHOWN]) for each in versions[:_SHOWN_LICENCES]) + more


def _licences(delta: Delta) -> str:
    if not delta.licences:
        return ""
    told = ", ".join(markdown.code(each[:60]) for each in delta.licences[:_SHOWN_LICENCES])
    more = f" and {len(delta.licences) - _SHOWN_LICENCES} more" if len(delta.licences) > _SHOWN_LICENCES else ""
    return f" Licences that are new here: {told}{more}."
