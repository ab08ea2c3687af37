"""Command lines for a shell, rewritten as lists of arguments."""

from __future__ import annotations

import ast
import re
import shlex
from typing import TYPE_CHECKING

from checks.semgrep.assembled import Piece, pieces
from checks.semgrep.fragment import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

_RUN = re.compile(rb"\bsubprocess\.(?:run|call|check_call|check_output|Popen)\(\s*$")
_SYSTEM = re.compile(rb"(?:^|\n)[ \t]*(os\.system\(\s*)$")
_SHELL = re.compile(rb"\bshell\s*=\s*True\b")
# What no shell gives a meaning to, and quotes, which are resolved here as a shell would.
_PLAIN = re.compile(r"[\w ./:=@%+,'\"-]*", re.ASCII)
# Stands for the value of that number while the line is taken apart.
_FIRST = 0xE000
_HELD = re.compile("[\ue000-\uf8ff]")


def without_shell(code: Fragment) -> Changes:
    """The same program with its arguments as a list, where the line asks nothing else of a shell."""
    words = _words(pieces(code.value)) if code.value else None
    if words is None or code.value is None:
        return None
    told = f"[{', '.join(words)}]"
    before, after = code.source[max(0, code.start - 200) : code.start], code.source[code.end : code.end + 200]
    system = _SYSTEM.search(before)
    if system and re.match(rb"\s*\)[ \t]*(?:#[^\n]*)?(?:\r?\n|$)", after):
        imported = code.importing("subprocess")
        start = code.start - (len(before) - system.start(1))
        end = code.source.index(b")", code.end) + 1
        return None if imported is None else [*imported, Change(start, end, f"subprocess.run({told}, check=False)")]
    # No bracket opens or closes between the command and the option, so both belong to the same call.
    shell = _SHELL.search(after)
    if not _RUN.search(before) or not shell or re.search(rb"[()]", after[: shell.start()]):
        return None
    return [code.instead(code.value, told), Change(code.end + shell.start(), code.end + shell.end(), "shell=False")]


def _words(parts: Sequence[Piece] | None) -> list[str] | None:
    line = ""
    values: list[ast.expr] = []
    for part in parts or ():
        if isinstance(part, str):
            if not _PLAIN.fullmatch(part):
                return None
            line += part
        else:
            line += chr(_FIRST + len(values))
            values.append(_bare(part))
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    if not words or _HELD.search(words[0]) or "=" in words[0]:
        return None
    told = [word for word in (_word(word, values) for word in words) if word is not None]
    return told if len(told) == len(words) else None


def _word(word: str, values: Sequence[ast.expr]) -> str | None:
    held = _HELD.findall(word)
    if '"' in word:
        return None
    if not held:
        return f'"{word}"'
    if word == held[0]:
        return ast.unparse(values[ord(word) - _FIRST])
    told = {sign: ast.unparse(values[ord(sign) - _FIRST]) for sign in held}
    if any(re.search(r"[\"'\\{}]", text) for text in told.values()):
        return None
    return f'f"{_HELD.sub(lambda found: "{" + told[found[0]] + "}", word)}"'


def _bare(node: ast.expr) -> ast.expr:
    """A value quoted for the shell, without that."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="shlex"), attr="quote"), args=[value], keywords=[]):
            return value
        case _:
            return node
