"""Small OSV records in the tests' own words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.advisories.importer import import_directory
from bot.advisories.osv import read_record
from bot.advisories.store import AdvisoryStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.advisories.record import Record

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def document(identity: str, name: str, *events: tuple[str, str], ecosystem: str = "PyPI", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """`more` are fields of the record; `versions` and `specific` go into its one affected entry."""
    entry: dict[str, Any] = {"package": {"ecosystem": ecosystem, "name": name}, "versions": more.pop("versions", [])}
    entry["ranges"] = [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in events]}] if events else []
    entry |= more.pop("specific", {})
    return {"id": identity, "modified": "2026-01-02T03:04:05Z", "summary": f"About {identity}", "affected": [entry]} | more


def record(*args: Any, **more: Any) -> Record:  # noqa: ANN401
    return read_record(json.dumps(document(*args, **more)).encode()).record


def write(folder: Path, documents: Iterable[dict[str, Any]]) -> Path:
    for each in documents:
        ecosystem = each["affected"][0]["package"]["ecosystem"].partition(":")[0]
        (folder / ecosystem).mkdir(parents=True, exist_ok=True)
        (folder / ecosystem / f"{each['id']}.json").write_text(json.dumps(each))
    return folder


def store(folder: Path, *documents: dict[str, Any]) -> AdvisoryStore:
    import_directory(write(folder / "osv", documents), folder / "a.db", NOW, force=True)
    return AdvisoryStore(folder / "a.db")
