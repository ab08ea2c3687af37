"""What Java's operators, constructors and methods make of values."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from checks.semgrep.second_look.java.container import container, of_builder, of_list, of_map
from checks.semgrep.second_look.java.unit import tree
from checks.semgrep.second_look.language import Language
from checks.semgrep.second_look.operation import truth
from checks.semgrep.second_look.value import MAX_TEXT, Fixed, Known, Series, Table, Value, harmless, loosened, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_INTEGERS = range(-(1 << 31), 1 << 31)
_ORDER: dict[str, Callable[[int, int], bool]] = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
_SUMS: dict[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "&": operator.and_, "|": operator.or_, "^": operator.xor,
    # Java cuts towards zero.
    "/": lambda one, other: abs(one) // abs(other) * (1 if (one < 0) is (other < 0) else -1),
    "%": lambda one, other: abs(one) % abs(other) * (-1 if one < 0 else 1),
}
# Texts, numbers and names of files made of what is given and of nothing else.
_MADE_OF_ARGUMENTS = re.compile(
    r"java\.(made|unary.)|URL(De|En)coder\.\w+|Base64\.\w+|Hex\.\w+|(Integer|Long|Short|Byte|Double|Float|Boolean|Character|Math|Paths"
    r"|StringUtils|HtmlUtils|StringEscapeUtils|UriUtils)\.\w+|String\.(valueOf|format|join|copyValueOf)|Path\.of"
    r"|Objects\.(toString|requireNonNull\w*)|File|URI|URL|Integer|Long|Double|BigDecimal|BigInteger"
)
# Of a text, a number, or the name of a file.
_READING = frozenset(
    {
        *("toString", "trim", "strip", "stripLeading", "stripTrailing", "toUpperCase", "toLowerCase", "concat", "replace"),
        *("replaceAll", "replaceFirst", "substring", "charAt", "split", "getBytes", "toCharArray", "intern", "repeat", "indent"),
        *("formatted", "subSequence", "length", "indexOf", "lastIndexOf", "isEmpty", "isBlank", "equals", "equalsIgnoreCase"),
        *("contains", "startsWith", "endsWith", "matches", "hashCode", "compareTo", "intValue", "longValue", "doubleValue"),
        *("floatValue", "booleanValue", "codePointAt", "decode", "encode", "encodeToString", "decodeBuffer", "getName", "getPath"),
        *("getAbsolutePath", "getParent", "getParentFile", "toPath", "toFile", "toURI", "toURL", "resolve", "normalize", "getFileName"),
        *("toAbsolutePath", "lines", "chars"),
    }
)
# Answers that carry nothing of what was asked.
_ASKING = frozenset(
    {
        *("length", "indexOf", "lastIndexOf", "isEmpty", "isBlank", "equals", "equalsIgnoreCase", "contains", "startsWith", "endsWith"),
        *("matches", "hashCode", "compareTo"),
    }
)


def called(name: str, arguments: Sequence[Value], named: Mapping[str, Value]) -> Value | None:
    """An operator, a constructor or a method of a class that the file does not declare; None for all others."""
    if named:
        return None
    if name.startswith("java."):
        found = _operator(name.removeprefix("java."), arguments)
        if found is not None:
            return found
    if _MADE_OF_ARGUMENTS.fullmatch(name) and all(map(harmless, arguments)):
        return Fixed()
    return container(name, arguments)


def method(owner: Value, name: str, arguments: Sequence[Value], line: int) -> Value:  # noqa: PLR0911 - a case each
    """What a method makes of its owner and arguments; a container is changed as the method changes it."""
    match owner:
        case Series(items=list(), builder=True):
            return of_builder(owner, name, arguments, line)
        case Series(items=list()):
            return of_list(owner, name, arguments, line)
        case Table(items=dict()):
            return of_map(owner, name, arguments, line)
        case Known(value=str() as text):
            found = _of_text(text, name, arguments)
            if found is not None:
                return found
    if name in _READING and harmless(owner) and all(map(harmless, arguments)):
        return Fixed()
    if name in _ASKING:
        return Fixed()
    for argument in arguments:
        loosened(argument)
    return unknown(owner, *arguments, line=line)


JAVA = Language(tree, called, method)


def _of_text(text: str, name: str, arguments: Sequence[Value]) -> Value | None:  # noqa: PLR0911, C901 - a case each
    match name, arguments:
        case ("toString" | "intern" | "getBytes" | "toCharArray"), _ if all(map(harmless, arguments)):
            return Known(text)
        case "length", []:
            return Known(len(text))
        case "isEmpty", []:
            return Known(not text)
        case "charAt", [Known(value=int(at))] if 0 <= at < len(text):
            return Known(text[at])
        case "equals", [Known(value=other)]:
            return Known(text == other)
        case "contains", [Known(value=str(other))]:
            return Known(other in text)
        case "startsWith", [Known(value=str(other))]:
            return Known(text.startswith(other))
        case "endsWith", [Known(value=str(other))]:
            return Known(text.endswith(other))
        case "concat", [Known(value=str(other))] if len(text) + len(other) <= MAX_TEXT:
            return Known(text + other)
        case "substring", [Known(value=int(first))] if 0 <= first <= len(text):
            return Known(text[first:])
        case "substring", [Known(value=int(first)), Known(value=int(end))] if 0 <= first <= end <= len(text):
            return Known(text[first:end])
        case _:
            return None


def _operator(sign: str, arguments: Sequence[Value]) -> Value | None:  # noqa: PLR0911 - a case each
    match sign, arguments:
        case "flag", _:
            return Fixed()
        case "not", [value]:
            holds = truth(value) if isinstance(value, Known) else None
            return Fixed() if holds is None else Known(not holds)
        case "size", [Series(items=list(items), builder=False)]:
            return Known(len(items))
        case "size", _:
            return Fixed()
        case "unary-", [Known(value=int(number))]:
            return Known(-number)
        case ("==" | "!="), [one, other]:
            return _same(one, other, wanted=sign == "==")
        case ("<" | ">" | "<=" | ">="), [one, other]:
            numbers = _numbers(one, other)
            return Known(_ORDER[sign](*numbers)) if numbers else Fixed()
        case ("+" | "-" | "*" | "/" | "%" | "&" | "|" | "^"), [one, other]:
            return _sum(sign, one, other)
        case ("<<" | ">>"), _:
            return Fixed()
        case _:
            return None


def _same(one: Value, other: Value, *, wanted: bool) -> Value:
    """Numbers and characters; two texts may be equal without being the same."""
    match one, other:
        case Known(value=None), Known(value=None):
            return Known(wanted)
        case (Known(value=None), Known()) | (Known(), Known(value=None)):
            return Known(not wanted)
        case Known(value=int(left)), Known(value=int(right)):
            return Known((left == right) is wanted)
        case _:
            return Fixed()


def _numbers(one: Value, other: Value) -> tuple[int, int] | None:
    match one, other:
        case Known(value=int(left)), Known(value=int(right)) if not isinstance(left, bool) and not isinstance(right, bool):
            return left, right
        case _:
            return None


def _sum(sign: str, one: Value, other: Value) -> Value:
    numbers = _numbers(one, other)
    if numbers and not (sign in {"/", "%"} and not numbers[1]):
        result = _SUMS[sign](*numbers)
        # Beyond these an int would have gone round.
        return Known(result) if result in _INTEGERS else Fixed()
    if sign == "+" and isinstance(one, Known) and isinstance(other, Known):
        texts = [_shown(one), _shown(other)]
        if isinstance(one.value, str) or isinstance(other.value, str):
            made = "".join(text or "" for text in texts)
            return Known(made) if None not in texts and len(made) <= MAX_TEXT else Fixed()
    return Fixed() if harmless(one) and harmless(other) else unknown(one, other)


def _shown(value: Known) -> str | None:
    """As text; None where Java writes it in a way of its own."""
    match value.value:
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value.value]
        case str() | int():
            return str(value.value)
        case _:
            return None
