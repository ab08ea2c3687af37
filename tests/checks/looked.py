"""A check's own look at a few files, without the runner and its engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.tools import SharedTools
from checks.core.change import Change, ChangedFile, FileStatus, NotAnalysed
from checks.core.finding import Finding
from checks.core.place import RepoPath
from checks.core.scene import Scene
from tests.fakes import FakeAdvisories, FakeBench, FakeTree

if TYPE_CHECKING:
    from checks.core.contract import Check


def scene_of(head: dict[str, str | bytes], base: dict[str, str | bytes] | None = None) -> Scene:
    """Every file of head is touched from its first line to its last."""
    now, before = ({name: _bytes(text) for name, text in files.items()} for files in (head, base or {}))
    paths = tuple(RepoPath(name) for name in sorted(now))
    change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in paths))
    tools = SharedTools(FakeBench(), (), {path: now[path.text] for path in paths})
    return Scene(change, FakeTree({**before}), FakeTree({**now}), paths, tools, FakeAdvisories())


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def looked(check: Check, head: dict[str, str | bytes], base: dict[str, str | bytes] | None = None) -> list[Finding | NotAnalysed]:
    """All that it says."""
    return list(check.inspect(scene_of(head, base)))


def told(check: Check, path: str, text: str | bytes, before: str | bytes | None = None) -> list[str]:
    """The rules it names in one file, without the check's own name, and `not read` for a gap."""
    said = looked(check, {path: text}, {} if before is None else {path: before})
    return [each.rule.id.removeprefix(f"{check.id}-") if isinstance(each, Finding) else "not read" for each in said]
