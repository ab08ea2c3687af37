"""Where reviews go beside the pull request: code scanning, and the dependency graph."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.compose.handover import Destination
from bot.intake.job import Reason
from bot.review.code_scanning import scanning_report
from bot.review.parcel import opened
from bot.review.ports import PullRef
from bot.review.sarif import Origin, as_sarif
from bot.review.snapshot import dependency_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.github.app import GitHubApp
    from bot.intake.job import Job
    from bot.review.examination import Examination
    from bot.review.parcel import Parcel
    from bot.review.ports import Pull
    from bot.store.uploads import Kept


def code_scanning(app: GitHubApp) -> Destination:
    """Reports, as SARIF."""

    def pack(pull: Pull, examined: Examination) -> Parcel:
        origin = Origin(pull.url.removesuffix(f"/pull/{pull.ref.number}"), pull.ref.head)
        return scanning_report(as_sarif(examined, _version(), origin))

    def send(job: Job, kept: Kept) -> None:
        ref = PullRef(job.repo, job.number or 0, job.head or "")
        with app.code_scanning(job.installation, job.repo_id) as scanning:
            if kept.tried is None or not scanning.arrived(ref, kept.parcel.count, kept.tried):
                scanning.upload(ref, kept.parcel)

    return Destination("code scanning", "reports", Reason.UPLOAD, pack, send)


def dependency_graph(app: GitHubApp, home: str | None, clock: Callable[[], datetime]) -> Destination:
    """What the manifests resolve to, for pull requests onto the default branch.

    `home` is the address that the graph shows for the detector; without one it is the App's own page.
    """

    def pack(pull: Pull, examined: Examination) -> Parcel | None:
        if not pull.onto_default or examined.inventory is None:
            return None
        url = home or urljoin(pull.url, f"/apps/{app.identity().slug}")
        return dependency_snapshot(pull, examined.inventory, {"name": "bartizan", "version": _version(), "url": url}, clock())

    def send(job: Job, kept: Kept) -> None:
        # A snapshot that was submitted twice replaces itself: nothing needs to be asked after a lost answer.
        with app.dependency_graph(job.installation, job.repo_id) as graph:
            graph.submit(job.repo, opened(kept.parcel))

    return Destination("the dependency graph", "dependencies", Reason.SNAPSHOT, pack, send)


def _version() -> str:
    return importlib.metadata.version("bartizan")
