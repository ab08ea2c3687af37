"""What single instructions do that they should not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.container_image import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.rule import Rule
    from checks.documents.dockerfile import Instruction

_FETCH = r"\b(?:curl|wget|fetch)\b[^|;&<>]*"
_AS_ROOT = r"(?:sudo\s+(?:-\S+\s+)*)?(?:\S*/)?"
_SHELL = rf"{_AS_ROOT}(?:ba|z|da|k|a)?sh\b|{_AS_ROOT}(?:python[\d.]*|perl|ruby|node)\b(?!\s+-[cm])"
_PIPED = re.compile(rf"{_FETCH}\|\s*(?:[^|;&]{{0,80}}\|\s*)?(?:{_SHELL})|(?:{_SHELL})\s+(?:-c\s+)?[\"']?(?:<\(|\$\(|`)\s*{_FETCH}")
_UNVERIFIED = re.compile(
    r"\bcurl\b(?:\s+\S+){0,20}?\s(?:-[a-jl-zA-Z]*k[a-zA-Z]*|--insecure)(?=\s|$)"
    r"|\bwget\b(?:\s+\S+){0,20}?\s--no-check-certificate\b"
    r"|--trusted-host\b|--allow-unauthenticated\b|--force-yes\b|--nogpgcheck\b|--no-gpg-checks?\b|--allow-untrusted\b"
    r"|\bstrict-ssl[ =]+false\b|\bsslverify[ =]+(?:false|0)\b|\bNODE_TLS_REJECT_UNAUTHORIZED[ =]+[\"']?0"
    r"|\bPYTHONHTTPSVERIFY[ =]+[\"']?0|\bGIT_SSL_NO_VERIFY[ =]+[\"']?(?:1|true)",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"^(?:--\S+\s+)*\[?\s*\"?(?:https?|ftp)://", re.IGNORECASE)
_WRITABLE = re.compile(r"\bchmod\s+(?:-\S+\s+)*(?:0?[0-7]{2}[2367]\b|(?:a|o|ugo)?\+\w*w)")
# A model hub's own program, or an address in it that names a branch.
_MODEL = re.compile(r"\b(?:hf|huggingface-cli)\s+download\s+(?=\S)[^;&|]*|https://huggingface\.co/(?:[\w.-]+/){1,3}resolve/(?:main|master|HEAD)/\S")
_PINNED_MODEL = re.compile(r"--revision[ =][\"']?(?:[0-9a-f]{40}\b|\$)|\b(?:sha256sum|sha512sum|shasum)\b")
_NAMED = re.compile(
    r"(?i)(?:^|_)(?:password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|credentials?|auth_?key)(?:$|_(?!file|path|url|name|id|ttl|length|expir))"
)
_PAIR = re.compile(r"(\w+)=(\"[^\"]*\"|'[^']*'|\S*)")
# Values that stand for another, or for nothing.
_NO_VALUE = re.compile(
    r"(?i)^(?:|\$.*|.*\$\{.*|<.*>|x+|\*+|(?:change[-_]?me|your[-_]|dummy|example|placeholder|todo).*|none|null|true|false|/\S*)$"
)
_SHORTEST = 4


def faults(step: Instruction) -> Iterator[Rule]:
    """Each thing once."""
    if step.keyword == "RUN":
        if _PIPED.search(step.argument):
            yield rules.PIPED_SCRIPT
        if _WRITABLE.search(step.argument):
            yield rules.WORLD_WRITABLE
    if step.keyword in {"RUN", "ADD"} and _model(step.argument):
        yield rules.MODEL
    if step.keyword in {"RUN", "ENV", "ARG"} and _UNVERIFIED.search(step.argument):
        yield rules.UNVERIFIED
    if step.keyword == "ADD" and _REMOTE.match(step.argument) and "--checksum=" not in step.argument and not _model(step.argument):
        yield rules.REMOTE_ADD
    if step.keyword in {"ENV", "ARG"} and any(_credential(name, value) for name, value in _pairs(step)):
        yield rules.SECRET


def _model(argument: str) -> bool:
    return "--checksum=" not in argument and bool(_MODEL.search(argument)) and not _PINNED_MODEL.search(argument)


def _pairs(step: Instruction) -> list[tuple[str, str]]:
    if "=" not in step.argument.partition(" ")[0]:
        # The old form of ENV, with one name.
        name, _, value = step.argument.partition(" ")
        return [(name, value.strip())]
    return [(name, value.strip("\"'")) for name, value in _PAIR.findall(step.argument)]


def _credential(name: str, value: str) -> bool:
    return bool(_NAMED.search(name)) and len(value) >= _SHORTEST and not _NO_VALUE.match(value)
