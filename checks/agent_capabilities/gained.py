"""What a change gives to agents, and what it takes away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.agent_capabilities.capability import Power
from checks.agent_capabilities.code import in_javascript, in_python
from checks.agent_capabilities.settings import in_front_matter, in_settings
from checks.agent_files.kinds import configures, instructs
from checks.core.change import FileKind, FileStatus
from checks.core.place import Location
from checks.core.scene import Unreadable
from checks.documents.nodes import NotRead
from checks.documents.reading import settings
from checks.mcp_configuration.check import applies_to as names_servers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checks.agent_capabilities.capability import Capability
    from checks.core.change import Change, ChangedFile
    from checks.core.place import RepoPath
    from checks.core.scene import Tree

# A source file is not longer; parsing takes about a second for each million bytes.
MAX_BYTES = 1_000_000
_PAGES = frozenset({".md", ".mdx", ".rst", ".txt"})
_JAVASCRIPT = frozenset({".js", ".jsx", ".cjs", ".mjs", ".ts", ".tsx", ".cts", ".mts"})


@dataclass(frozen=True, slots=True)
class Gained:
    """Each power with each detail once, in the order of the powers; `unread`: files of either side that could not be read.

    `instructions`: what agents are told to do, where it changes together with something that is no page of text.
    """

    new: tuple[Capability, ...]
    gone: tuple[Capability, ...]
    unread: tuple[str, ...] = ()
    instructions: tuple[Location, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.new or self.gone or self.instructions)


def gained(change: Change, base: Tree, head: Tree) -> Gained:
    """Compared over all files that the change touches: what moves from one to another is neither new nor gone."""
    files = [file for file in change.files if file.kind is FileKind.FILE]
    unread: set[str] = set()
    now = _all(head, (file.path for file in files if file.status is not FileStatus.REMOVED), unread)
    was = _all(base, (file.old_path or file.path for file in files if file.status is not FileStatus.ADDED), unread)
    return Gained(_only(now, was), _only(was, now), tuple(sorted(unread)), _instructions(files))


def _instructions(files: Sequence[ChangedFile]) -> tuple[Location, ...]:
    told = [file for file in files if instructs(file.path) and file.status is not FileStatus.REMOVED]
    beside = any(not instructs(file.path) and file.path.suffix not in _PAGES for file in files)
    return tuple(Location(file.path) for file in told) if beside else ()


def _only(these: dict[tuple[Power, str], Capability], those: dict[tuple[Power, str], Capability]) -> tuple[Capability, ...]:
    order = list(Power)
    fresh = [capability for key, capability in these.items() if key not in those]
    return tuple(sorted(fresh, key=lambda each: (order.index(each.power), each.location.path, each.detail)))


def _all(tree: Tree, paths: Iterable[RepoPath], unread: set[str]) -> dict[tuple[Power, str], Capability]:
    found: dict[tuple[Power, str], Capability] = {}
    for path in paths:
        try:
            for capability in _in_file(tree, path):
                found.setdefault((capability.power, capability.detail), capability)
        except (Unreadable, NotRead, SyntaxError, ValueError, RecursionError, MemoryError):
            unread.add(path.text)
    return found


def _in_file(tree: Tree, path: RepoPath) -> Iterator[Capability]:
    told = configures(path) or names_servers(path)
    if not (told or instructs(path) or path.suffix in _JAVASCRIPT | {".py"}):
        return
    raw = tree.read(path) or b""
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    if told:
        yield from in_settings(path, settings(path, raw), named_for_servers="mcp" in path.name.lower())
    elif path.suffix == ".py":
        yield from in_python(path, raw)
    elif path.suffix in _JAVASCRIPT:
        yield from in_javascript(path, raw)
    elif raw.startswith(b"---"):
        yield from in_front_matter(path, raw.decode("utf-8", "replace"))
