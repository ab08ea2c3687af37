"""Work factors as current guidance asks for them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.semgrep.fragment import Fragment
    from checks.semgrep.repair import Changes

# OWASP's password storage guidance: PBKDF2 with HMAC-SHA-256, scrypt's n with r=8 and p=1; bcrypt's own default cost.
_ROUNDS, _SCRYPT, _COST = "600_000", "2**17", "12"
# The name of the digest, the password, the salt, and then the rounds.
_ROUNDS_AT = 3


def slow_enough(code: Fragment) -> Changes:
    """More rounds."""
    match code.value:
        case ast.Call(func=ast.Attribute(attr="pbkdf2_hmac"), args=args, keywords=keywords):
            named = [each.value for each in keywords if each.arg == "iterations"]
            return [code.instead(each, _ROUNDS) for each in (*args[_ROUNDS_AT : _ROUNDS_AT + 1], *named)]
        case ast.Call(func=ast.Attribute(attr="scrypt"), keywords=keywords):
            return [code.instead(each.value, _SCRYPT) for each in keywords if each.arg == "n"]
        case _:
            return None


def costly_enough(code: Fragment) -> Changes:
    """A higher cost."""
    match code.value:
        case ast.Call(args=[first, *_]) | ast.Call(keywords=[ast.keyword(arg="rounds", value=first)]):
            return [code.instead(first, _COST)]
        case _:
            return None
