"""Every check there is: each folder here with a `check.py`, loaded."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import checks

if TYPE_CHECKING:
    from checks.core.contract import Check


class BadCheck(Exception):
    """A check's folder does not keep the contract; the message names the folder and the fault."""


def load() -> tuple[Check, ...]:
    """All checks, ordered by id. Raises `BadCheck`."""
    packages = (module.name for module in iter_modules(checks.__path__) if module.ispkg)
    return tuple(_load_one(name) for name in sorted(packages) if find_spec(f"checks.{name}.check"))


def _load_one(folder: str) -> Check:
    try:
        check: Check = import_module(f"checks.{folder}.check").CHECK
    except (ImportError, AttributeError, OSError, ValueError) as error:
        message = f"checks/{folder} cannot be loaded: {error}"
        raise BadCheck(message) from error
    if check.id != folder.replace("_", "-"):
        message = f"checks/{folder} calls itself {check.id!r}; its id must be {folder.replace('_', '-')!r}"
        raise BadCheck(message)
    stray = [rule.id for rule in check.rules if not rule.id.startswith(check.id)]
    if stray:
        message = f"checks/{folder} has rules whose ids do not begin with {check.id!r}: {', '.join(stray)}"
        raise BadCheck(message)
    return check
