"""Settings, read from the environment once."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """What the operator chose."""

    secret_key: str
    model: str
    database: Path
    handbook_url: str


def from_environment() -> Config:
    """The settings of this process. Raises `KeyError` when a required one is missing."""
    return Config(
        secret_key=os.environ["LANTERN_SECRET_KEY"],
        model=os.environ.get("LANTERN_MODEL", "base"),
        database=Path(os.environ.get("LANTERN_DATABASE", "lantern.db")),
        handbook_url=os.environ.get("LANTERN_HANDBOOK", "https://handbook.example/api"),
    )
