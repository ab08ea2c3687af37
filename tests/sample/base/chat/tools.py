"""What the model may ask this service to do."""

import json
from collections.abc import Callable
from datetime import UTC, datetime


def today() -> str:
    """The date, for questions about deadlines."""
    return datetime.now(tz=UTC).date().isoformat()


def days_until(date: str) -> str:
    """How many days lie between today and `date`."""
    wanted = datetime.fromisoformat(date).replace(tzinfo=UTC)
    return str((wanted - datetime.now(tz=UTC)).days)


TOOLS: dict[str, Callable[..., str]] = {"today": today, "days_until": days_until}


def run(request: str) -> str:
    """Run the tool that a request such as `{"tool": "today", "arguments": {}}` names."""
    wanted = json.loads(request)
    if wanted["tool"] not in TOOLS:
        return "There is no such tool."
    return TOOLS[wanted["tool"]](**wanted["arguments"])
