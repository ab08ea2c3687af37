"""Names and the values they are given, in the notations of code, settings and commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.committed_secret.names import Holds, promise
from checks.committed_secret.values import placeholder, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

# Longer lines are data or minified; the provider's engine reads them all the same.
MAX_LINE = 2_000
_TELLING = r"pass|pwd|pw|psw|secret|token|key|auth|credential|salt|senha|contrasena|mdp|kennwort|wachtwoord"
_HINT = re.compile(rf"{_TELLING}|identified\s+by|://[^\s/]*:[^\s/]*@|\bABSK", re.IGNORECASE)
_NAME = r"(?P<name>[A-Za-z_][\w.-]{0,80})"
_QUOTED = r"(?:[bBrRuU@]{0,2})(?P<quote>\\?[\"'`])(?P<value>(?:(?!(?P=quote)).){4,1000})(?P=quote)"
_TYPE = r"(?:\s*:\s*[A-Za-z_][\w.<>\[\]?| ]{0,40})?"
# name = "v", name: str = "v", "name": "v", o["name"] = "v", :name => "v", name := "v", name ?? "v"
_LITERAL = re.compile(
    rf"(?<![\w.-])(?:\$env:)?{_NAME}(?:\\?[\"'`])?(?:\[?\])?{_TYPE}\s{{0,20}}(?:=>|:=|\?\?=|\|\|=|===?|!==?|\?\?|\|\||[:=])\s{{0,20}}"
    rf"(?:new String\(|ConvertTo-SecureString\s+)?{_QUOTED}"
)
# f("name", "v"), define('NAME', 'v'), key="name" value="v", {name: "NAME", value: "v"}
_PAIR = re.compile(
    rf"\\?[\"'](?:[\w-]+\.)*{_NAME}\\?[\"']\s{{0,4}}\)?"
    rf"(?:,|\s|\\?[\"']?\b(?:value|content|defaultValue|default)\b[\"']?\s{{0,4}}[:=])*\s{{0,4}}{_QUOTED}"
)
# x.setPassword("v"), .password("v"), withSecret('v'), HttpBasic(password "v")
# #define NAME "v", storePassword "v", proxy_set_header and the like
_SPACED = re.compile(rf"^\s*(?:#\s*define\s+)?{_NAME}\s+(?!`){_QUOTED}\s*[;)]*$")
_CALL = re.compile(rf"(?:\b(?:set|with|add|use)_?|\.){_NAME}\(\s{{0,4}}{_QUOTED}\s{{0,4}}\)")
_ELEMENT = re.compile(r"<(?P<name>[A-Za-z_][\w.:-]{0,80})(?:\s[^<>]{0,200})?>(?P<value>[^<>\s]{4,1000})</")
_NAMED_ELEMENT = re.compile(r"<\w+\s[^<>]{0,100}?(?:name|key)=[\"'](?P<name>[\w.-]{1,80})[\"'][^<>]{0,100}>(?P<value>[^<>\s]{4,1000})</")
_FLAG = re.compile(r"(?<![\w-])--?(?P<name>[A-Za-z][\w-]{2,60})(?:=|\s)(?P<quote>[\"']?)(?P<value>[^\s\"'`,;|&)\]]{4,1000})(?P=quote)")
_PART = re.compile(r"[;?&\s\"'](?P<name>[A-Za-z][A-Za-z_ ]{1,30})=(?P<value>[^;&\"'\s<>{}$,)]{4,1000})(?=[;&\"'\s]|$)")
_SQL = re.compile(r"\b(?:identified\s+by|with\s+password|password)\s+(?P<quote>['\"])(?P<value>[^'\"\s]{4,200})(?P=quote)", re.IGNORECASE)
_NETRC = re.compile(r"\bpassword\s+(?P<value>\S{4,200})")
_BARE = re.compile(
    r"^\s*(?:-\s+|\")?(?:export\s+|set\s+|setx\s+|ENV\s+|ARG\s+|Environment=|\$env:)?[\"']?"
    r"(?P<name>[A-Za-z_/:][\w./:-]{0,100})[\"']?\s{0,20}(?:=|:\s)\s{0,20}(?P<value>[^\s\"'#,;]\S{3,1000}?)(?:\\n\",?|\s+#.*)?\s*$"
)
# PGPASSWORD=v command, -e NAME=v
_INLINE = re.compile(r"(?<!\S)(?P<name>[A-Z][A-Z0-9_]{2,60})=(?P<quote>[\"']?)(?P<value>[^\s\"'`,;|&)\]]{4,1000})(?P=quote)(?=\s|$|[\"'])")
_DOCKER_ENV = re.compile(r"^\s*ENV\s+(?P<name>\w+)\s+(?P<value>[^\s\"'=]{4,1000})\s*$")
_ADDRESS = re.compile(
    r"\b(?P<scheme>[a-z][a-z0-9+.-]{1,30})://(?P<user>[^\s:/@\"'<>,]{0,100}):(?P<value>[^\s/@\"'<>]{3,200})@(?P<host>[\w.\[\]-]{1,253})",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:authorization[\"']?\]?\s{0,4}[:=,]?\s{0,4}[\"'`]?|[\"'`])(?:Basic|Bearer|token)\s+(?P<value>[A-Za-z0-9+/=_.~-]{12,1000})",
    re.IGNORECASE,
)
_BEDROCK = re.compile(r"\b(?P<value>ABSK[A-Za-z0-9+/]{100,300}={0,2})(?![A-Za-z0-9+/])")

_SETTINGS_TEXT = """
.env .properties .ini .cfg .conf .cnf .yml .yaml .sh .bash .zsh .fish .ps1 .bat .cmd .tfvars .service .npmrc .pypirc .netrc
.config .envrc .md .rst .txt .example .local .prod .production .dev .development .staging .adoc .mk .ipynb
"""
_SETTINGS = frozenset(_SETTINGS_TEXT.split())
_COMMANDS_TEXT = """
.sh .bash .zsh .fish .ps1 .bat .cmd .yml .yaml .md .rst .txt .mk .service .adoc .envrc
"""
_COMMANDS = frozenset(_COMMANDS_TEXT.split())
_SETTINGS_NAMES = re.compile(
    r"^(?:\.env.*|Dockerfile.*|.*\.Dockerfile|Makefile|\.npmrc|\.pypirc|_?\.?netrc|\.yarnrc|credentials|config|.*\.env)$"
)
# What database manuals have written for forty years.
_SHOWN = frozenset({"tiger", "s3cr3t", "mypassword", "mypass", "passw0rd"})
_NO_ADDRESS = re.compile(
    r"^(?:pass(?:word|wd)?|pwd|pw|secret|token|user(?:name)?|admin|root|guest|test|postgres|mysql|redis|rabbitmq|mongo|p|x+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value under a telling name, on a line counted from 1. `address`: it is the password inside an address."""

    line: int
    value: str
    holds: Holds
    address: bool = False


def candidates(name: str, text: str) -> Iterator[Candidate]:
    """All in a file of this name, each line by itself."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    settings = suffix in _SETTINGS or bool(_SETTINGS_NAMES.match(name))
    commands = suffix in _COMMANDS or not suffix or settings
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) <= MAX_LINE and _HINT.search(line):
            seen: set[str] = set()
            for value, holds, address in _on(line, name, settings=settings, commands=commands):
                if value not in seen and not any(value in other for other in seen):
                    seen.add(value)
                    yield Candidate(number, value, holds, address)


def _on(line: str, file: str, *, settings: bool, commands: bool) -> Iterator[tuple[str, Holds, bool]]:
    yield from ((value, Holds.PASSWORD, True) for value in _in_addresses(line))
    for found in (*_HEADER.finditer(line), *_BEDROCK.finditer(line)):
        if plausible(found["value"], Holds.KEY, quoted=True):
            yield found["value"], Holds.KEY, False
    notations = [(pattern, True) for pattern in (_LITERAL, _PAIR, _CALL, _SPACED, _ELEMENT, _NAMED_ELEMENT)]
    notations += [(_PART, True)] if re.search(r"[\"';?&]", line) else []
    notations += [(_FLAG, False), (_INLINE, False)] if commands else []
    notations += [(_BARE, False), (_DOCKER_ENV, False)] if settings else []
    for pattern, quoted in notations:
        for found in pattern.finditer(line):
            holds = promise(found["name"])
            value = found["value"].rstrip("\\")
            if (
                holds
                and plausible(value, holds, quoted=quoted)
                and not _itself(value, found["name"])
                and not _harmless_comparison(found, holds)
            ):
                yield value, holds, False
    for found in (*_SQL.finditer(line), *(_NETRC.finditer(line) if "netrc" in file else ())):
        if plausible(found["value"], Holds.PASSWORD, quoted=True):
            yield found["value"], Holds.PASSWORD, False


def _in_addresses(line: str) -> Iterator[str]:
    for found in _ADDRESS.finditer(line):
        value, host = found["value"], found["host"].lower()
        local = re.match(r"^(?:localhost|127\.|0\.0\.0\.0|example\.|host(?:name)?$|server$|db$|\.\.\.)", host) or host.endswith(
            (".example", ".test", "example.com")
        )
        local = local or (value.isalpha() and "." not in host)
        if (
            not local
            and not _NO_ADDRESS.match(value)
            and value != found["user"]
            and value not in _SHOWN
            and not re.search(r"[${}<>%*()\[\]|\\]|^\d{1,5},", value)
            and not placeholder(value)
        ):
            yield value


def _itself(value: str, name: str) -> bool:
    """The name of a thing as its value: a field, a header or a column."""
    plain = [re.sub(r"[^a-z0-9]", "", each.lower()) for each in (value, name)]
    return plain[0] in plain[1] or plain[1] == plain[0].rstrip("0123456789")


def _harmless_comparison(found: re.Match[str], holds: Holds) -> bool:
    """Only a password is compared with what it should be; a token is compared with a word of a language."""
    between = found.string[found.end("name") : found.start("value")]
    return holds is not Holds.PASSWORD and ("==" in between or "!=" in between)
