"""Writes a list of popular names anew: `python -m checks.package_name.refresh LIST.json PyPI pypi`, with the file's own format."""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDER = Path(__file__).parent / "names"
_WIDTH = 150


def main(arguments: Sequence[str]) -> None:
    """`LIST.json` holds `packages` and `downloaded_timestamp`; names added by hand stay."""
    source, ecosystem, stem = arguments
    target = _FOLDER / f"{stem}.toml"
    kept = tomllib.loads(target.read_text("utf-8"))["added"].split() if target.is_file() else []
    target.write_text(listed(ecosystem, json.loads(Path(source).read_text("utf-8")), kept), "utf-8")


def listed(ecosystem: str, said: dict[str, Any], added: Sequence[str]) -> str:
    """The text of the file, each name once and in the order of the list: the most used come first."""
    day = datetime.fromtimestamp(said["downloaded_timestamp"], UTC).date()
    names = [name for name in dict.fromkeys(said["packages"]) if name.isascii() and not set(name) & set('"\\ \n')]
    head = f'# Where this comes from and how it is made: ../README.md\necosystem = "{ecosystem}"\nas_of = {day}\n'
    return f"{head}{_block('names', names)}{_block('added', sorted(set(added) - set(names)))}"


def _block(key: str, words: Sequence[str]) -> str:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    text = "\n".join(lines)
    return f'{key} = """\n{text}\n"""\n' if words else f'{key} = ""\n'


if __name__ == "__main__":
    main(sys.argv[1:])
