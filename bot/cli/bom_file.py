"""Writes the bill of materials that `scan --sbom` asks for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.release import release

if TYPE_CHECKING:
    from pathlib import Path

    from bot.review.examination import Examination
    from checks.core.scene import Tree

_SPDX = ".spdx.json"


def write_bom(file: Path, tree: Tree, name: str, examined: Examination) -> str:
    """CycloneDX 1.6 of the tree, or SPDX 2.3 where the file's name ends in `.spdx.json`.

    Gives the sentence that says why there is none, or nothing.
    """
    from bot.review.bom import Subject, bill_of_materials
    from bot.review.bom_models import model_files
    from bot.review.bom_spdx import spdx
    from checks.ai_references.named import whole
    from checks.core.scene import Unreadable
    from checks.manifests.inventory import whole_inventory

    try:
        models = model_files(tree)
        document = bill_of_materials(Subject(name, "", release()), whole_inventory(tree), models, examined, whole(tree))
        if file.name.lower().endswith(_SPDX):
            document = spdx(document, datetime.now(UTC))
        file.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    except Unreadable as error:
        return f"the bill of materials would not be whole: {error}"
    except OSError as error:
        return f"the bill of materials {file} cannot be written: {error.strerror}"
    return ""
