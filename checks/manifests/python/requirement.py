"""One PEP 508 requirement: an exact version or the reason why it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement

from checks.core.dependency import Package, Scope
from checks.manifests.manifest import Pin, Unresolved, python_name

if TYPE_CHECKING:
    from checks.core.place import Span

MAX_SHOWN = 60
# Reading specifiers takes time that grows with the square of their number; no person writes such a line.
MAX_LENGTH = 10_000


def entry(
    text: str, span: Span, *, replaceable: bool = False, scope: Scope = Scope.PRODUCTION, hashes: tuple[str, ...] = (),
) -> Pin | Unresolved:
    """What the requirement asks for. Markers are not evaluated: the file is for every environment, not for ours."""
    if len(text) > MAX_LENGTH:
        return Unresolved(span, f"longer than {MAX_LENGTH} characters: {text[:MAX_SHOWN]}")
    try:
        wanted = Requirement(text)
    except (InvalidRequirement, RecursionError):
        return Unresolved(span, f"not a requirement: {text[:MAX_SHOWN]}")
    if wanted.url is not None:
        return Unresolved(span, f"{wanted.name[:MAX_SHOWN]} comes from an address, not from an index")
    exact = {each.version for each in wanted.specifier if each.operator in {"==", "==="} and not each.version.endswith(".*")}
    if len(exact) != 1 or exact == {""}:
        return Unresolved(span, f"{wanted.name[:MAX_SHOWN]} names no exact version", "PyPI", python_name(wanted.name))
    package = Package("PyPI", python_name(wanted.name), exact.pop())
    return Pin(package, span, replaceable, direct=True, scope=scope, hashes=hashes)
