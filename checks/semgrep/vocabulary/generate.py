"""Compiles each `rules/<language>.yml.in` and the shared vocabularies into the `rules/<language>.yml` that is shipped.

semgrep has no include, so a rule file that wants a shared list is written as `<language>.yml.in`. Wherever
a list item there reads `- include: <vocabulary>/<name>`, the items of that list in `<vocabulary>.yml`
beside this module take its place. Lists may include other lists in the same way.
"""

import argparse
import re
import sys
from functools import lru_cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
CHECKS = HERE.parents[1]
INCLUDE = re.compile(r"(?P<indent> *)- include: (?P<name>[a-z0-9_]+/[a-z0-9_]+)\s*")
HEADER = "# Generated from {source} by `python -m checks.semgrep.vocabulary.generate`; edit that file instead.\n"


class VocabularyError(Exception):
    """An include that leads nowhere or in a circle."""


def entries(name: str, folder: Path = HERE, trail: tuple[str, ...] = ()) -> list[object]:
    """The semgrep pattern items called `name`, which is `<vocabulary>/<list>`, with nested includes resolved."""
    if name in trail:
        raise VocabularyError(f"{name} includes itself: {' -> '.join((*trail, name))}; remove one of these includes")
    stem, _, key = name.partition("/")
    path = folder / f"{stem}.yml"
    lists = _lists(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if key not in lists:
        raise VocabularyError(f"there is no list {key} in {path.name}; add it or correct the include")
    return _resolved(lists[key], folder, (*trail, name))


def compiled(source: str, folder: Path = HERE) -> str:
    """The text of a rule file whose includes have been replaced by what they name."""
    lines: list[str] = []
    for line in source.splitlines(keepends=True):
        include = INCLUDE.fullmatch(line)
        lines.append(_items(include["name"], include["indent"], folder) if include else line)
    return "".join(lines)


def stale(checks: Path = CHECKS) -> dict[Path, str]:
    """The rule files under `checks` that differ from what their sources compile to, each with the text it should have."""
    wanted = {
        source.with_suffix(""): HEADER.format(source=source.name) + compiled(source.read_text(encoding="utf-8"))
        for source in sorted(checks.glob("*/rules/*.yml.in"))
    }
    return {
        path: text
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: list[str]) -> int:
    """Write what is stale; with `--check` only say so, and end with 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m checks.semgrep.vocabulary.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a rule file is stale")
    check: bool = parser.parse_args(arguments).check
    found = stale()
    for path, text in found.items():
        sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(CHECKS.parent)}\n")
        if not check:
            path.write_text(text, encoding="utf-8")
    return 1 if check and found else 0


@lru_cache
def _lists(text: str) -> dict[str, list[object]]:
    """By the text, because one file is asked for hundreds of times. Nothing here changes what it gets."""
    lists: dict[str, list[object]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    return lists


def _resolved(items: list[object], folder: Path, trail: tuple[str, ...]) -> list[object]:
    found: list[object] = []
    for item in items:
        if isinstance(item, dict) and set(item) == {"include"}:
            found.extend(entries(str(item["include"]), folder, trail))
        else:
            found.append(_nested(item, folder, trail))
    return found


def _nested(value: object, folder: Path, trail: tuple[str, ...]) -> object:
    if isinstance(value, dict):
        return {key: _nested(inner, folder, trail) for key, inner in value.items()}
    return _resolved(value, folder, trail) if isinstance(value, list) else value


def _items(name: str, indent: str, folder: Path) -> str:
    dumped = yaml.safe_dump(entries(name, folder), sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"{indent}{line}" if line.strip() else line for line in dumped.splitlines(keepends=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
