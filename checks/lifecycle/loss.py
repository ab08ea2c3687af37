"""A safeguard that was in the files of a change and is in them no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.lifecycle.sides import pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from checks.core.place import RepoPath
    from checks.core.scene import Scene


def lost(scene: Scene, text: re.Pattern[bytes], wanted: Callable[[RepoPath], bool]) -> RepoPath | None:
    """The first changed file that named it before and does so no more, at its last path. Raises `Unreadable`."""
    changed = list(pairs(scene, wanted))
    gone = (pair.path for pair in changed if text.search(pair.before or b"") and not text.search(pair.after or b""))
    return next(gone, None)
