"""What the web process counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bot.intake.routing import ROUTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.web.health import Reading

# GitHub waits ten seconds; our aim is 50 ms.
_LABELS = ("event", "outcome")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one process; `expose` adds up those of all gunicorn workers.

    `folder`: where the workers of one gunicorn share their figures (`PROMETHEUS_MULTIPROC_DIR`, set by `config/gunicorn.py`),
    None for a single process.
    """

    def __init__(self, registry: CollectorRegistry, folder: Path | None = None) -> None:
        self._registry = registry
        self._folder = folder
        self._deliveries = Counter("bartizan_deliveries", "Deliveries by event and what became of them.", _LABELS, registry=registry)
        self.seconds = Histogram("bartizan_webhook_seconds", "Time to answer a delivery.", registry=registry, buckets=_BUCKETS)

    def count(self, event: str, outcome: str) -> None:
        """One delivery. Both labels come from fixed sets: an event that is not routed counts as `other`."""
        self._deliveries.labels(event if event in ROUTES else "other", outcome).inc()

    def expose(self, readings: Sequence[Reading]) -> bytes:
        """Prometheus's text format, with the state of health as gauges."""
        shared = CollectorRegistry() if self._folder else self._registry
        if self._folder:
            MultiProcessCollector(shared, path=str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(shared) + _health(readings)


def _health(readings: Sequence[Reading]) -> bytes:
    """Written by hand: in a shared folder gauges belong to processes, and these figures are the whole system's."""
    lines = ["# HELP bartizan_up Whether a part of the system is well.", "# TYPE bartizan_up gauge"]
    lines += [f'bartizan_up{{part="{reading.part}"}} {int(reading.well)}' for reading in readings]
    valued = [reading for reading in readings if reading.value is not None]
    if valued:
        lines += ["# HELP bartizan_reading The figure behind a part's health.", "# TYPE bartizan_reading gauge"]
        lines += [f'bartizan_reading{{part="{reading.part}",unit="{reading.unit}"}} {reading.value}' for reading in valued]
    return ("\n".join(lines) + "\n").encode()
