"""What the files of a tree name, and what a change adds to that and takes away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.ai_references.other_names import in_other_files
from checks.ai_references.providers import PROVIDERS
from checks.ai_references.python_names import in_python
from checks.ai_references.reference import Named, Reference, Use
from checks.core.change import FileKind, FileStatus
from checks.core.place import Location
from checks.core.scene import Unreadable
from checks.deployment.reading import starts
from checks.documents.nodes import NotRead
from checks.notebook.python_text import python_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.change import Change
    from checks.core.place import RepoPath
    from checks.core.scene import Tree

# A source file is not longer; parsing takes about a second for each million bytes.
MAX_BYTES = 1_000_000
_SOURCES = frozenset({".py", ".js", ".jsx", ".cjs", ".mjs", ".ts", ".tsx", ".cts", ".mts", ".go", ".java", ".kt", ".kts", ".scala"})
# Folders whose files show or try something, or are other people's.
_ASIDE = frozenset({"node_modules", "vendor", "testdata", ".git"})
_WORDS = {word for each in PROVIDERS for words in (each.hosts, each.python, each.javascript, each.go, each.java) for word in words}
# A file without any of these names none; most files of a tree are passed over by this.
_MENTIONS = re.compile(
    rb"from_pretrained|pipeline\(|SentenceTransformer|CrossEncoder|HuggingFace|huggingface|\bhf\b|hub|load_dataset|kaggle|ollama|vllm|sglang|timm"
    rb"|model|dataset|InferenceClient|bedrock|google|azure|" + b"|".join(sorted(re.escape(word).encode() for word in _WORDS)),
)


@dataclass(frozen=True, slots=True)
class AiDelta:
    """Models, datasets and services that come and go; one for each name and revision, in the order of their places."""

    added: tuple[Reference, ...]
    removed: tuple[Reference, ...]
    services: tuple[Use, ...]
    services_gone: tuple[Use, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.added or self.removed or self.services or self.services_gone)


def whole(tree: Tree) -> Named:
    """Everything that the project's own files name."""
    return named(tree, tree.paths())


def named(tree: Tree, paths: Iterable[RepoPath]) -> Named:
    """What these files name; what cannot be read is told."""
    found: list[Reference | Use] = []
    unread: list[str] = []
    for path in paths:
        if _ASIDE.intersection(path.folders) or not (path.suffix in _SOURCES or starts(path)):
            continue
        try:
            found += _in_file(tree, path)
        except (Unreadable, NotRead, SyntaxError, ValueError, RecursionError, MemoryError):
            unread.append(path.text)
    once = dict.fromkeys(found)
    references = tuple(each for each in once if isinstance(each, Reference))
    return Named(references, tuple(each for each in once if isinstance(each, Use)), tuple(unread))


def ai_delta(change: Change, base: Tree, head: Tree) -> AiDelta:
    """Compared over the files that the change touches: what moves from one to another neither comes nor goes."""
    files = [file for file in change.files if file.kind is FileKind.FILE]
    now = named(head, (file.path for file in files if file.status is not FileStatus.REMOVED))
    was = named(base, (file.old_path or file.path for file in files if file.status is not FileStatus.ADDED))
    come, gone = _only(now.references, was.references), _only(was.references, now.references)
    return AiDelta(come, gone, _others(now.uses, was.uses), _others(was.uses, now.uses))


def _only(these: Iterable[Reference], those: Iterable[Reference]) -> tuple[Reference, ...]:
    known = {each.key for each in those}
    return tuple({each.key: each for each in reversed(list(these)) if each.key not in known}.values())[::-1]


def _others(these: Iterable[Use], those: Iterable[Use]) -> tuple[Use, ...]:
    known = {each.provider for each in those}
    return tuple({each.provider: each for each in reversed(list(these)) if each.provider not in known}.values())[::-1]


def _in_file(tree: Tree, path: RepoPath) -> Iterator[Reference | Use]:
    raw = tree.read(path) or b""
    if not _MENTIONS.search(raw):
        return
    if path.suffix == ".ipynb":
        text = python_text(raw)
        if len(text.content) > MAX_BYTES:
            raise NotRead(f"its code is larger than {MAX_BYTES:,} bytes")
        for each in in_python(path, text.content):
            span = each.location.span
            yield _moved(each, Location(path, text.span(span)) if span else each.location)
        return
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    if path.suffix == ".py":
        yield from in_python(path, raw)
    yield from in_other_files(path, raw)


def _moved(each: Reference | Use, location: Location) -> Reference | Use:
    if isinstance(each, Use):
        return Use(each.provider, location)
    return Reference(each.kind, each.hub, each.name, each.revision, location)
