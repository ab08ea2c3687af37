"""Gradle's build scripts, read line by line: only what is written out in plain text is certain, the rest is a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.jvm.coordinates import NAME, exact, plugin_marker, why_not
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, few_enough, within_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

# Written by people, a tenth of it at most; what is longer is made to cost time.
MAX_BYTES = 1_000_000
MAX_LINE = 2_000
_ASKED = re.compile(
    r"""\s*["']?((?:[a-z]\w*)?(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[cC]ompileOnlyApi|[rR]untimeOnly|[aA]nnotationProcessor)"""
    r"""|(?:testC|androidTestC|c)ompile|(?:testR|r)untime|provided(?:Compile|Runtime)?|classpath|developmentOnly|coreLibraryDesugaring"""
    r"""|(?:kapt|ksp)\w*)["']?(?:\s*+\(\s*+|\s++)(?=["'a-z\[$])(.*)"""
)
_TEXT = r"""(?:"[^"\n]{0,500}"|'[^'\n]{0,500}')"""
_END = r"[\s)]*+(?:\{.*)?;?\s*+(?://.*)?"
_PLAIN = re.compile(rf"(?:(?:enforcedPlatform|platform)\s*\(?\s*)?({_TEXT}(?:\s*,\s*{_TEXT})*){_END}")
_MAP = re.compile(rf"\[?\s*group\s*[:=]\s*({_TEXT})\s*,\s*name\s*[:=]\s*({_TEXT})(?:\s*,\s*version\s*[:=]\s*({_TEXT}))?\s*\]?{_END}")
# Modules of the same build, aliases of a catalog (which is read itself), and files of the repository.
_TOLD_ELSEWHERE = re.compile(
    r"(?:(?:testFixtures|platform|enforcedPlatform)\s*\(\s*)?(?:project\b|projects\.|libs\.|gradleApi\(|localGroovy\()"
)
_PLUGIN = re.compile(rf"\s*+(id|kotlin)\s*+\(?\s*+({_TEXT})(?:\s*+\)\s*+|\s++)version\s*+\(?\s*+({_TEXT}|\S{{1,200}}).*")


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`."""
    if len(raw) > MAX_BYTES:
        raise Unparsable(f"larger than {MAX_BYTES} bytes")
    found: list[Pin | Unresolved] = []
    for number, line in _code(decoded(raw)):
        found += _line(line, Span(number, number))
        few_enough(len(found))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _code(text: str) -> Iterator[tuple[int, str]]:
    """Lines outside comments and texts of several lines. A comment counts where it begins a line: paths hold the same two characters."""
    within = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if within:
            within = "" if within in line else within
        elif line.lstrip().startswith("/*"):
            within = "" if "*/" in line.lstrip()[2:] else "*/"
        else:
            within = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
            yield number, line.rstrip("\r")


def _line(line: str, span: Span) -> Iterator[Pin | Unresolved]:
    asked = _ASKED.fullmatch(line[:MAX_LINE])
    if asked:
        yield from _dependencies(asked.group(1), asked.group(2), span, whole=len(line) <= MAX_LINE)
        return
    plugin = _PLUGIN.fullmatch(line[:MAX_LINE])
    if plugin:
        word, name, version = plugin.groups()
        marker = plugin_marker(f"org.jetbrains.kotlin.{name[1:-1]}" if word == "kotlin" else name[1:-1])
        text = version[1:-1] if version[0] in "\"'" else f"${version}"
        yield _entry(marker, text, Scope.BUILD, span)


def _dependencies(configuration: str, rest: str, span: Span, *, whole: bool) -> Iterator[Pin | Unresolved]:
    if _TOLD_ELSEWHERE.match(rest):
        return
    scope = _scope(configuration)
    plain, mapped = _PLAIN.fullmatch(rest), _MAP.fullmatch(rest)
    if whole and plain:
        yield from (_notation(text[1:-1], scope, span) for text in re.findall(_TEXT, plain.group(1)))
    elif whole and mapped:
        group, name, version = ((text or "''")[1:-1] for text in mapped.groups())
        yield _entry(f"{group}:{name}", version, scope, span)
    else:
        yield Unresolved(span, f"what {configuration[:40]} asks for is computed by the script")


def _notation(text: str, scope: Scope, span: Span) -> Pin | Unresolved:
    """`group:name[:version[:classifier]][@extension]`."""
    parts = text.partition("@")[0].split(":")
    return _entry(":".join(parts[:2]), parts[2] if len(parts) > 2 else "", scope, span)  # noqa: PLR2004 - the version is the third


def _entry(name: str, version: str, scope: Scope, span: Span) -> Pin | Unresolved:
    group, _, artifact = name.partition(":")
    if not (NAME.fullmatch(group) and NAME.fullmatch(artifact)):
        return Unresolved(span, f"{name[:80]!r} is no name of a package")
    one = exact(version.removesuffix("!!"))
    if one is None:
        why = "its version is computed by the script" if "$" in version else why_not(version) if version else "it states no version"
        return Unresolved(span, f"{name}: {why}", "Maven", name)
    return Pin(Package("Maven", name, one), span, replaceable=True, direct=True, scope=scope)


def _scope(configuration: str) -> Scope:
    word = configuration.lower()
    if "test" in word or word == "developmentonly":
        return Scope.DEVELOPMENT
    return Scope.BUILD if re.search(r"compileonly|processor|kapt|ksp|classpath|provided", word) else Scope.PRODUCTION


FORMAT = Format("gradle", lambda path: path.name.endswith((".gradle", ".gradle.kts")), parse, lock=False)
