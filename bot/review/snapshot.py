"""What a change depends on, as a snapshot for GitHub's dependency graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.review.package_url import package_url
from bot.review.parcel import packed

if TYPE_CHECKING:
    from datetime import datetime

    from bot.review.parcel import Parcel
    from bot.review.ports import Pull
    from checks.core.inventory import Inventory, Listing

# One request carries the snapshot: a file that would bring more packages than this together with those before it stays out.
MAX_PACKAGES = 20_000
# Of the snapshots of a commit with the same correlator and detector GitHub counts the latest.
CORRELATOR = "bartizan"


def dependency_snapshot(pull: Pull, inventory: Inventory, detector: dict[str, str], scanned: datetime) -> Parcel | None:
    """GitHub's documented form; None without any manifest. `detector` has a `name`, a `version` and a `url`.

    The ref is that of the pull request's head, which the repository itself has for forks, too. What has no exact version is counted
    and not listed; relationships are told where a person wrote the file, and scopes never, because they are not known.
    """
    kept, left_out = _within(inventory)
    if not kept:
        return None
    manifests = {listing.path.text: _manifest(listing) for listing in kept}
    told = {"files_not_read": inventory.unread, "files_left_out": left_out}
    document: dict[str, Any] = {
        "version": 0,
        "sha": pull.ref.head,
        "ref": f"refs/pull/{pull.ref.number}/head",
        "job": {"correlator": CORRELATOR, "id": str(pull.ref), "html_url": pull.url},
        "detector": detector,
        "scanned": scanned.isoformat(timespec="seconds"),
        "metadata": told,
        "manifests": manifests,
    }
    count = sum(len(manifest["resolved"]) for manifest in manifests.values())
    return packed(document, count, known_by=[told, manifests])


def _within(inventory: Inventory) -> tuple[list[Listing], int]:
    kept: list[Listing] = []
    room = MAX_PACKAGES
    for listing in inventory.listings:
        if len(listing.packages) <= room:
            room -= len(listing.packages)
            kept.append(listing)
    return kept, len(inventory.listings) - len(kept)


def _manifest(listing: Listing) -> dict[str, Any]:
    path, urls = listing.path.text, [package_url(package) for package in listing.packages]
    facts = {"relationship": "direct"} if listing.direct else {}
    return {
        "name": path,
        "file": {"source_location": path},
        "metadata": {"entries_without_exact_version": listing.unresolved + urls.count(None)},
        "resolved": {url: {"package_url": url, **facts} for url in urls if url is not None},
    }
