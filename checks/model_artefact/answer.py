"""The readers' answer as SARIF, which is how every engine's is checked on its way in; `main` is what the sandbox runs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from checks.model_artefact.observation import shown
from checks.model_artefact.reading import read_model

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(names: Sequence[str]) -> None:
    """Read the files and print what is to be said of them."""
    results: list[dict[str, Any]] = []
    for name in names:
        with open(name, "rb") as file:  # noqa: PTH123 - a plain file, read once
            data = file.read()
        place = {"physicalLocation": {"artifactLocation": {"uri": name.removeprefix("./")}}}
        results += (
            {"ruleId": each.code, "message": {"text": shown(each.subject)}, "locations": [place]} for each in read_model(name, data)
        )
    json.dump({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "model-files"}}, "results": results}]}, sys.stdout)
