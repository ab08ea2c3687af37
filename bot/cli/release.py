"""Which release this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """The installed version; `unknown` when the sources run without having been installed."""
    try:
        return version("bartizan")
    except PackageNotFoundError:
        return "unknown"
