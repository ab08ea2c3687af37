"""GitHub-flavoured Markdown in which foreign text is inert: no mention, link, image, reference or HTML comes from it."""

from __future__ import annotations

import re

# Control characters but tab and newline, Unicode that hides, reorders its neighbours or shows as nothing, and surrogate halves.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~&:@.$=^\"'])")
_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
# What GitHub turns into mentions, references and links outside of code, wherever it stands in a line. Seven digits name a commit.
_LIVE = re.compile(r"(@)(?=\w)|(#)(?=\d)|(GH-)(?=\d)|(:)(?=//)|(www)(?=\.)|([0-9a-f]{6})(?=[0-9a-f])", re.IGNORECASE)
# What at the beginning of a line makes a heading, a list or a rule of it.
_BLOCK_START = re.compile(r"^(\s*\d{0,9})([#+=.)-])")
_BREAK = "\u200b"
# Lines that open a block of their own, and those that no further line belongs to.
_FENCE_LINE = re.compile(r"\s*(`{3,}|~{3,})")
_OWN_LINE = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|[|>])|\s{4,}(?=\S)")
_ENDS_ITSELF = re.compile(r"\s*(?:#{1,6}\s|[|>]|`{3,}|~{3,})")


def visible(text: str) -> str:
    """The text with each character that cannot be seen written out by its number in braces, as in u{202e}."""
    return _UNSHOWABLE.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text.replace("\r\n", "\n").replace("\r", "\n"))


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def code(text: str) -> str:
    """The text as a code span on one line."""
    shown = " ".join(visible(text).split("\n")) or " "
    fence = "`" * (_longest_run(shown) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") or shown.isspace() else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def fenced(text: str, info: str = "") -> str:
    """The text as a code block whose fence is longer than any run of backticks inside. `info` is ours, such as a language."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{info}\n{visible(text)}\n{fence}"


def suggestion(text: str) -> str:
    """GitHub's suggestion block: the lines that replace those commented on, which go when there is no text.

    Nothing is altered: ask `is_showable` first.
    """
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}suggestion\n{text}\n{fence}" if text else f"{fence}suggestion\n{fence}"


def is_showable(text: str) -> bool:
    """Whether every character can be seen as it is."""
    return _UNSHOWABLE.search(text.replace("\r\n", "\n")) is None


def plain(text: str) -> str:
    """The text on one line with nothing in it that Markdown or GitHub would act on."""
    return _SPECIAL.sub(r"\\\1", _inert(" ".join(visible(text).split())))


def _inert(text: str) -> str:
    return _LIVE.sub(lambda match: match[0] + _BREAK, text)


def prose(text: str) -> str:
    """A check's sentence: code spans stay code, everything else is `plain`."""
    parts = _CODE_SPAN.split(text)
    told = "".join(code(part[1:-1]) if index % 2 else _sentence(part) for index, part in enumerate(parts))
    return _BLOCK_START.sub(r"\1\\\2", told)


def _sentence(text: str) -> str:
    flat = re.sub(r"\s+", " ", visible(text))
    return re.sub(r"([\\`*_\[\]<>|~&!$])", r"\\\1", _inert(flat))


def flowing(text: str) -> str:
    """A page of ours without the line ends inside its paragraphs and list items: in a comment GitHub shows each as a break."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        marks = _FENCE_LINE.match(line)
        joins = bool(lines and not fence and not marks and line.strip() and lines[-1].strip())
        if joins and not _OWN_LINE.match(line) and not _ENDS_ITSELF.match(lines[-1]):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
        if marks and (not fence or marks[1].startswith(fence)):
            fence = "" if fence else marks[1]
    return "\n".join(lines)


def table_cell(text: str) -> str:
    """A code span that may stand in a table: a bar would end the cell even inside code."""
    return code(text.replace("|", "¦"))
