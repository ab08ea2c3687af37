"""Routes of Python servers: what they answer to, and whether they ask who is there."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS = frozenset({"get", "post", "put", "patch", "delete", "route", "api_route", "websocket"})
_GUARD = re.compile(
    r"auth|login|user|token|api_?key|permission|role|scope|principal|session|require|verify|protect|secure|security|jwt|admin|current|identity",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\b40[13]\b|HTTP_40[13]|[Aa]uthoriz|current_user|PermissionDenied|Unauthori[sz]ed|Forbidden")
# Whatever guards a whole application or router at once.
_WHOLE = re.compile(
    r"(?:FastAPI|APIRouter|Blueprint|include_router)\([^)]{0,400}dependencies\s*=|\.before_request\b|add_middleware\(\s*\w*(?:Auth|Session|JWT|Token)"
    r"|LoginManager\(|JWTManager\(|HTTPBasicAuth\("
)


@dataclass(frozen=True, slots=True)
class Route:
    """`line`: that of the function's decorator."""

    path: str
    line: int
    guarded: bool


def guarded_as_a_whole(text: str) -> bool:
    """Whether the program guards everything it answers."""
    return _WHOLE.search(text) is not None


def routes(tree: ast.Module) -> Iterator[Route]:
    """The routes of FastAPI, Flask and those that are written alike."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for decorator in node.decorator_list:
                path = _path(decorator)
                if path is not None:
                    yield Route(path, decorator.lineno, _guarded(node, decorator))


def _path(decorator: ast.expr) -> str | None:
    match decorator:
        case ast.Call(func=ast.Attribute(attr=method), args=[ast.Constant(value=str(path)), *_]) if method in _METHODS:
            return path
        case _:
            return None


def _guarded(function: ast.FunctionDef | ast.AsyncFunctionDef, route: ast.expr) -> bool:
    others = " ".join(ast.unparse(each) for each in function.decorator_list if each is not route)
    asked = ast.unparse(function.args)
    named = isinstance(route, ast.Call) and any(keyword.arg == "dependencies" for keyword in route.keywords)
    body = " ".join(ast.unparse(statement) for statement in function.body)
    depends = re.search(r"\b(?:Depends|Security|Inject)\(", asked) is not None and _GUARD.search(asked) is not None
    return named or depends or _GUARD.search(others) is not None or _REFUSES.search(body) is not None
