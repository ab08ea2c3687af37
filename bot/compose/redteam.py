"""What `bartizan redteam` takes from the environment."""

from __future__ import annotations

from config.environment import read


def told_key() -> str:
    """The key of the model's address; empty where none is told."""
    return read().get("BARTIZAN_REDTEAM_KEY", "").strip()
