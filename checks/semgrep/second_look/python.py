"""Python's own terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core import python_source
from checks.semgrep.second_look.language import Language
from checks.semgrep.second_look.method import method
from checks.semgrep.second_look.value import Fixed, Table, Value, harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Text and paths made of what they are given and of nothing else.
_MADE_OF_ARGUMENTS = re.compile(
    r"(base64|binascii|html)\.\w+|urllib\.parse\.(un)?quote\w*|os\.path\.(join|basename|dirname|normpath|splitext)"
    r"|pathlib\.(Pure)?(Posix|Windows)?Path|markupsafe\.escape|re\.(sub|escape)|json\.dumps|codecs\.(en|de)code|shlex\.quote"
)


def called(name: str, arguments: Sequence[Value], named: Mapping[str, Value]) -> Value | None:
    """A function of the standard library, by its full name; None for all others."""
    if name == "configparser.ConfigParser" and not arguments and not named:
        return Table({}, sections=True)
    if _MADE_OF_ARGUMENTS.fullmatch(name) and all(map(harmless, (*arguments, *named.values()))):
        return Fixed()
    return None


PYTHON = Language(python_source.module, called, method)
