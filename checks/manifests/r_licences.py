"""What R's packages write in the field License, as an SPDX expression."""

from __future__ import annotations

import re

_MAX = 1_000
# "Writing R Extensions", 1.1.2: names with an optional version; a bare GPL or LGPL is any version that was ever published.
_LATER = {
    "GPL": {"": "GPL-2.0-or-later", "2": "GPL-2.0-or-later", "2.0": "GPL-2.0-or-later", "3": "GPL-3.0-or-later", "3.0": "GPL-3.0-or-later"},
    "LGPL": {
        "": "LGPL-2.0-or-later",
        "2": "LGPL-2.0-or-later",
        "2.0": "LGPL-2.0-or-later",
        "2.1": "LGPL-2.1-or-later",
        "3": "LGPL-3.0-or-later",
        "3.0": "LGPL-3.0-or-later",
    },
    "AGPL": {"": "AGPL-3.0-or-later", "3": "AGPL-3.0-or-later", "3.0": "AGPL-3.0-or-later"},
    "Apache License": {"": "Apache-2.0", "2": "Apache-2.0", "2.0": "Apache-2.0"},
    "MPL": {"2.0": "MPL-2.0"},
}
_NAMED = {
    "GPL-2": "GPL-2.0-only",
    "GPL-3": "GPL-3.0-only",
    "LGPL-2": "LGPL-2.0-only",
    "LGPL-2.1": "LGPL-2.1-only",
    "LGPL-3": "LGPL-3.0-only",
    "AGPL-3": "AGPL-3.0-only",
    "Apache License 2.0": "Apache-2.0",
    "BSD_2_clause": "BSD-2-Clause",
    "BSD_3_clause": "BSD-3-Clause",
    "CC0": "CC0-1.0",
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "MIT": "MIT",
}
# The file beside a template such as MIT holds years and names; beside another licence it may restrict it.
_TEMPLATE = re.compile(r"(MIT|BSD_2_clause|BSD_3_clause)\s*\+\s*file LICEN[CS]E")
_VERSIONED = re.compile(r"(GPL|LGPL|AGPL|Apache License|MPL)(?:\s*\((?:>=|==)\s*([0-9.]{1,5})\))?")


def spdx(words: str) -> str:
    """The expression where every part is known; else the words as they are, for others to judge."""
    if len(words) > _MAX:
        return words[:_MAX]
    parts = [_part(" ".join(part.split())) for part in words.split("|")]
    return " OR ".join(parts) if all(parts) else words


def _part(words: str) -> str:
    template = _TEMPLATE.fullmatch(words)
    if template:
        return _NAMED[template[1]]
    versioned = _VERSIONED.fullmatch(words)
    if versioned and "==" not in words:
        return _LATER[versioned[1]].get(versioned[2] or "", "")
    return _NAMED.get(words, "")
