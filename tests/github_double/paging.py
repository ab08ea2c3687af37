"""Long lists in pages, with GitHub's `Link` header."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from tests.github_double.routing import Answer
    from tests.github_double.state import State

_DEFAULT, _MOST = 30, 100


def whole(answer: Answer) -> Any:
    """The answer as it would be on one page."""
    items = list(answer.page or ())
    return items if answer.key is None else {"total_count": len(items), answer.key: items} | answer.extra


def cut(state: State, request: Request, answer: Answer) -> tuple[Any, dict[str, str]]:
    """The page that was asked for, and the header that leads to the others."""
    items = list(answer.page or ())
    size = max(1, min(request.args.get("per_page", _DEFAULT, type=int), _MOST))
    number = max(1, request.args.get("page", 1, type=int))
    last = max(1, -(-len(items) // size))
    shown = items[(number - 1) * size : number * size]
    targets = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    valid = [
        name
        for name, page in targets.items()
        if 1 <= page <= last and not (name == "last" and number == last) and not (name == "first" and number == 1)
    ]
    url = f"{state.base_url}{request.path}"
    link = ", ".join(f'<{url}?{urlencode(request.args.to_dict() | {"page": targets[name]})}>; rel="{name}"' for name in valid)
    body: Any = shown if answer.key is None else {"total_count": len(items), answer.key: shown} | answer.extra
    return body, {"Link": link} if link else {}
