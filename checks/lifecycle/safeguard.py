"""Whether a repository has a safeguard: by the names of its files, its manifests and workflows, and the files of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.manifests.formats import format_of, is_doubtful

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from checks.core.place import RepoPath
    from checks.core.scene import Tree

# Names of tools stand near the beginning of what people write; longer files are generated.
MAX_READ = 1_000_000
_SETTINGS = ".gitlab-ci.yml azure-pipelines.yml Jenkinsfile Makefile tox.ini noxfile.py dvc.yaml justfile"
_PIPELINES = frozenset(_SETTINGS.split())


@dataclass(frozen=True, slots=True)
class Safeguard:
    """`names` is looked for in paths, `text` in manifests, pipelines and the files of the change."""

    names: re.Pattern[str]
    text: re.Pattern[bytes]


def holds(tree: Tree, safeguard: Safeguard, changed: Iterable[RepoPath]) -> bool:
    """Whether any trace of it is there; only what was fetched anyway and a few settings are read. Raises `Unreadable`."""
    paths = list(tree.paths())
    if any(safeguard.names.search(path.text) for path in paths):
        return True
    also = set(changed)
    telling = (path for path in paths if _tells(path, named=path in also))
    return any(safeguard.text.search((tree.read(path) or b"")[:MAX_READ]) for path in telling)


def _tells(path: RepoPath, *, named: bool) -> bool:
    """Not a lock file: what another package brings along is used by nobody here."""
    form = format_of(path)
    return named or path.name in _PIPELINES if form is None or is_doubtful(path) else not form.lock
