"""Misfortunes to order: what a forge under load does to its callers."""

from __future__ import annotations

import fnmatch
import threading
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class Fault:
    """Answers `times` matching requests with `status`.

    `match`: `METHOD glob-of-path`, for example `POST */pulls/*/reviews`; the path has no `/api/v3` and no query; `*` as method matches all.
    `when`: "before" the request takes effect, or "after" it has (the caller cannot tell).
    `status` None leaves the answer as it is (delay and headers alone). `skip`: so many matching requests pass first.
    `body`: JSON to answer, or text. `cut`: close the connection without an answer. `holding`: only requests with this in their body.
    """

    match: str
    times: int = 1
    status: int | None = 502
    when: Literal["before", "after"] = "before"
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    skip: int = 0
    cut: bool = False
    holding: str = ""
    hits: int = 0


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force; its `hits` counts the requests that it met."""
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._faults.clear()

    def take(self, method: str, path: str, body: str = "") -> Fault | None:
        """The first fault that this request meets, used up by one."""
        with self._lock:
            for fault in self._faults:
                if fault.times > 0 and fault.holding in body and _matches(fault.match, method, path):
                    if fault.skip > 0:
                        fault.skip -= 1
                        continue
                    fault.times -= 1
                    fault.hits += 1
                    return fault
        return None


def _matches(pattern: str, method: str, path: str) -> bool:
    wanted, _, glob = pattern.partition(" ")
    return wanted in ("*", method) and fnmatch.fnmatchcase(path, glob or "*")


CONTENT_BLOCK = (
    "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. "
    "Please retry your request again later."
)


def secondary_limit(match: str, *, times: int = 1, retry_after: int | None = None, status: int = 403) -> Fault:
    """The content-creation block: 403 or 429, with plenty of primary limit left, and perhaps without `Retry-After`."""
    body = {"message": CONTENT_BLOCK, "documentation_url": "https://docs.github.com"}
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault(match, times=times, status=status, headers=headers, body=body)
