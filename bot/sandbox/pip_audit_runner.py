"""Run inside the sandbox by the engines' Python: pip-audit's own auditor over a list of pins and local OSV records.

Arguments: the engines' packages folder, then a JSON file `{"packages": [[name, version]], "records": {name: [OSV record]}}`.
Prints `{"results": [{"name", "version", "ids"}]}`; a package whose version is not PEP 440 is left out.
"""

from __future__ import annotations

import json
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, sys.argv[1])
# pip-audit asks pip for its version while it is imported, for audits of installed packages; there is no pip in here.
_no_pip = types.ModuleType("pip_api")
_no_pip.PIP_VERSION = "26.0"  # type: ignore[attr-defined]
sys.modules["pip_api"] = _no_pip

from packaging.utils import canonicalize_name  # noqa: E402 - the packages' folder has to be known first
from packaging.version import InvalidVersion, Version  # noqa: E402 - as above
from pip_audit._audit import Auditor  # type: ignore[import-not-found]  # noqa: E402 - it has no public interface; the version is pinned
from pip_audit._service import OsvService, ResolvedDependency  # type: ignore[import-not-found]  # noqa: E402 - as above

Record = dict[str, Any]


class _Answer:
    """What pip-audit uses of a `requests` response."""

    def __init__(self, records: list[Record]) -> None:
        self._records = records

    def raise_for_status(self) -> None:
        pass

    def json(self) -> dict[str, list[Record]]:
        return {"vulns": self._records}


class _Session:
    """Answers an OSV query as the service does: with the records that hold for exactly that version."""

    def __init__(self, records: dict[str, list[Record]]) -> None:
        self._records = records

    def post(self, url: str, data: str, timeout: int | None) -> _Answer:  # noqa: ARG002 - pip-audit calls it so
        query = json.loads(data)
        name, version = query["package"]["name"], Version(query["version"])
        return _Answer([clean for record in self._records.get(name, []) if (clean := _clean(record, name, version))])


class _LocalOsv(OsvService):  # type: ignore[misc]
    """pip-audit's OSV client without a network."""

    def __init__(self, session: _Session) -> None:
        self.session, self.timeout, self.osv_url = session, None, "local"


class _Pins:
    """A dependency source: the pins as they are, several versions of one package included."""

    def __init__(self, pins: list[tuple[str, Version]]) -> None:
        self._pins = pins

    def collect(self) -> Iterator[Any]:
        for name, version in self._pins:
            yield ResolvedDependency(name, version)


def _version(text: object) -> Version | None:
    try:
        return Version(text) if isinstance(text, str) else None
    except InvalidVersion:
        return None


def _dicts(value: object) -> list[Record]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _clean(record: Record, name: str, version: Version) -> Record | None:
    """The record in the shape that pip-audit survives, when it holds for this version: real ones break each of its assumptions."""
    if not isinstance(record.get("id"), str) or record.get("withdrawn"):
        return None
    affected = [entry for entry in _dicts(record.get("affected")) if _is_about(entry.get("package"), name)]
    if not any(_holds(entry, version) for entry in affected):
        return None
    fixes = {fix for entry in affected for kind, fix in _events(entry) if kind == "fixed" and fix > version}
    events = [{"introduced": "0"}, *({"fixed": str(fix)} for fix in sorted(fixes))]
    merged = {"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    aliases = [alias for alias in record.get("aliases") or [] if isinstance(alias, str)]
    return {"id": record["id"], "aliases": aliases, "summary": "", "affected": [merged]}


def _is_about(package: object, name: str) -> bool:
    if not isinstance(package, dict) or package.get("ecosystem") != "PyPI":
        return False
    return isinstance(package.get("name"), str) and canonicalize_name(package["name"]) == name


def _events(entry: Record) -> Iterator[tuple[str, Version]]:
    for versions in _dicts(entry.get("ranges")):
        if versions.get("type") == "ECOSYSTEM":
            for event in _dicts(versions.get("events")):
                for kind, text in event.items():
                    found = _version(text)
                    if found is not None:
                        yield kind, found


def _holds(entry: Record, version: Version) -> bool:
    """OSV's evaluation: named outright, or between an introduction and the fix that follows it."""
    named = entry.get("versions")
    if isinstance(named, list) and any(_version(text) == version for text in named):
        return True
    inside = False
    order = {"introduced": 0, "last_affected": 1, "fixed": 2}
    for kind, at in sorted(_events(entry), key=lambda event: (event[1], order.get(event[0], 3))):
        if kind == "introduced" and at <= version:
            inside = True
        elif (kind == "fixed" and at <= version) or (kind == "last_affected" and at < version):
            inside = False
    return inside


def main() -> None:
    """Audit and print."""
    with open(sys.argv[2], encoding="utf-8") as file:  # noqa: PTH123 - one file, read once
        job = json.load(file)
    pins = [(name, found) for name, text in job["packages"] if (found := _version(text)) is not None]
    results: dict[tuple[str, str], set[str]] = {}
    for dependency, found in Auditor(_LocalOsv(_Session(job["records"]))).audit(_Pins(pins)):
        ids = results.setdefault((dependency.canonical_name, str(dependency.version)), set())
        for one in found:
            ids.update({one.id, *one.aliases})
    print(json.dumps({"results": [{"name": name, "version": version, "ids": sorted(ids)} for (name, version), ids in results.items()]}))  # noqa: T201


if __name__ == "__main__":
    main()
