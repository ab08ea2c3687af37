"""What a command really starts: behind shells, wrappers and package runners."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "fish", "cmd", "powershell", "pwsh", "ash", "busybox"})
_FILE = re.compile(r"\.(?:py|[cm]?[jt]sx?|rb|pl|php)$")
# Programs that take code as an argument, with the words after which it stands.
_EVALUATES = {
    **dict.fromkeys(("node", "bun", "tsx", "ts-node"), ("-e", "--eval", "-p", "--print", "-pe")),
    **dict.fromkeys(("python", "python3", "pypy3"), ("-c",)),
    **dict.fromkeys(("perl", "ruby"), ("-e", "-E")),
    "deno": ("eval",),
    "php": ("-r",),
}
_WRAPPERS = frozenset({"env", "sudo", "nohup", "exec", "time", "timeout", "nice", "stdbuf", "cross-env", "dotenv", "xvfb-run", "command"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_BETWEEN = re.compile(r"&&|\|\||[;|\n&]")
_FETCH_RUN = re.compile(
    r"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^|\n]{0,400}\|\s{0,4}(?:sudo\s)?(?:/(?:usr/)?bin/)?(?:env\s)?(?:(?:ba"
    r"|z|da|k)?sh|python\d?|node|perl|iex)\b"
    r"|(?:<\(|\$\(|`|\biex\b[^\n]{0,40})\s{0,4}(?:curl|wget|irm|iwr)|base64\s(?:-d|--decode|-D)[^|\n]{0,80}\|\s{0,4}(?:ba|z)?sh|/dev/tcp/"
    r"|downloadstring"
    r"|(?:curl|wget)[^\n]{0,400}(?:&&|;)\s{0,4}(?:sudo\s)?(?:(?:ba|z)?sh|chmod|python\d?|node|\./)",
    re.IGNORECASE,
)
_CODE_FETCH_RUN = re.compile(
    r"(?:exec|eval|compile|Function|require|import)\b[^\n]{0,200}(?:urlopen|requests\.get|urllib|fetch\(|https?\.get|httpx)|(?:urlopen"
    r"|requests\.get|fetch\(|https?\.get)"
    r"[^\n]{0,300}(?:exec|eval)\(|b64decode[^\n]{0,200}(?:exec|eval)|(?:exec|eval)\([^\n]{0,100}(?:b64decode|atob|from\()"
)
_ENCODED = re.compile(r"^-e(?:nc(?:odedcommand)?)?$", re.IGNORECASE)
# A script in a command is looked into as far as this, and shells in shells as deep.
MAX_SCRIPT, MAX_SHELLS = 20_000, 4


def name_of(word: str) -> str:
    """A program's name without its folder and ending."""
    return re.sub(r"\.(?:exe|cmd|bat|ps1)$", "", word.replace("\\", "/").rpartition("/")[2].lower())


def programs(words: Sequence[str], depth: int = 0) -> Iterator[list[str]]:
    """Each program that is started, with its arguments: the command's own, and those of a shell's script."""
    rest = _unwrapped(list(words))
    if not rest:
        return
    yield rest
    script = _script(rest)
    if script and depth < MAX_SHELLS:
        for part in _BETWEEN.split(script[:MAX_SCRIPT]):
            yield from programs(_split(part), depth + 1)


def _unwrapped(words: list[str]) -> list[str]:
    while words and (name_of(words[0]) in _WRAPPERS or _ASSIGNMENT.match(words[0])):
        words = words[1:]
        while words and (words[0].startswith("-") or _ASSIGNMENT.match(words[0]) or words[0].rstrip("smh").isdigit() or words[0] == "run"):
            words = words[1:]
    return words


def _script(words: Sequence[str]) -> str:
    """What a shell is given to run: one word, or for Windows all that follow."""
    name = name_of(words[0])
    if name not in _SHELLS:
        return ""
    for index, word in enumerate(words[1:], start=1):
        lower = word.lower()
        if name == "cmd" and lower in {"/c", "/k", "/s", "/d"}:
            continue
        if name == "cmd" or (lower in {"-command", "-c"} and name in {"powershell", "pwsh"}):
            return " ".join(words[index if name == "cmd" else index + 1 :])
        if re.fullmatch(r"-[a-z]{0,5}c[a-z]{0,5}", lower):
            return next((each for each in words[index + 1 :] if not each.startswith(("-", "+"))), "")
    return ""


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def fetches_and_runs(words: Sequence[str]) -> bool:
    """Whether it runs what it downloads or unpacks at that moment."""
    text = " ".join(" ".join(words)[: MAX_SCRIPT * 2].split())[:MAX_SCRIPT]
    encoded = name_of(words[0]) in {"powershell", "pwsh"} and any(_ENCODED.match(word) for word in words)
    code = any(_CODE_FETCH_RUN.search(code) for code in [_evaluated(rest) for rest in programs(words)] if code)
    by_address = any(name_of(rest[0]) in {"deno", "npx", "bunx"} and _remote(_subject(rest)) for rest in programs(words))
    return bool(_FETCH_RUN.search(text)) or encoded or code or by_address


def _subject(words: Sequence[str]) -> str:
    return next((word for word in words[1:] if not word.startswith("-") and word not in {"run", "serve"}), "")


def _remote(word: str) -> bool:
    return word.startswith(("http://", "https://"))


def _evaluated(words: Sequence[str]) -> str:
    marks = _EVALUATES.get(re.sub(r"\d(?:\.\d+)?$", "", name_of(words[0])), _EVALUATES.get(name_of(words[0]), ()))
    for index, word in enumerate(words[1:], start=1):
        if _FILE.search(word) and not word.startswith("-"):
            return ""
        mark = next((each for each in marks if word == each or word.startswith(f"{each}=")), None)
        if mark:
            return " ".join(words[index:])[:MAX_SCRIPT]
    return ""


def holds_a_script(words: Sequence[str]) -> bool:
    """Whether a program of its own stands in the command: a shell's script, code for an interpreter, or more than anybody reads."""
    if sum(map(len, words)) > MAX_SCRIPT:
        return True
    for rest in programs(words):
        script = _script(rest)
        if _evaluated(rest) or (script and (name_of(rest[0]) != "cmd" or _BETWEEN.search(script))):
            return True
    return False
