"""An advisory that is published while the product runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.product.stage import bartizan

if TYPE_CHECKING:
    from tests.product.stage import Stage

LATER = {
    "schema_version": "1.6.0",
    "id": "GHSA-2222-3333-4444",
    "published": "2024-06-06T14:20:59Z",
    "modified": "2024-06-06T14:20:59Z",
    "summary": "A template leaves its sandbox",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "markupsafe", "purl": "pkg:pypi/markupsafe"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
    "database_specific": {"severity": "CRITICAL"},
}


def publish(stage: Stage) -> None:
    """A further advisory, imported as the operator's timer would."""
    folder = stage.home / "published" / "PyPI"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{LATER['id']}.json").write_text(json.dumps(LATER))
    ended = bartizan(stage.environment, "advisories", "import", str(folder.parent))
    assert ended.returncode == 0, ended.stdout + ended.stderr
