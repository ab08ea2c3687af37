"""Results of garak and promptfoo, which try far more than our small set, and the settings by which they are known."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from bot.redteam.results import Weakness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Tree

MAX_BYTES = 200_000_000
_SETTINGS = re.compile(
    r"^(?:promptfooconfig|promptfoo|redteam)(?:\.[\w-]+)?\.(?:ya?ml|json|js|ts|mjs|cjs)$|^\.?garak[\w.-]*\.(?:ya?ml|json)$", re.IGNORECASE
)
_EXPECTED = "it is neither garak's report (`*.report.jsonl`) nor promptfoo's results (`--output results.json`)"
_FRAMEWORKS = ("owasp-llm-2025:LLM01", "owasp-llm-2026:LLM01")


class NotResults(Exception):
    """The file holds no results of a tool that is known; the message says what was expected."""


def settings_of_others(tree: Tree) -> tuple[RepoPath, ...]:
    """Settings of garak and promptfoo in the tree."""
    return tuple(path for path in tree.paths() if _SETTINGS.match(path.name))


def imported(raw: bytes) -> tuple[Weakness, ...]:
    """From garak's `*.report.jsonl` (its `eval` entries) or promptfoo's `--output` in JSON. Raises `NotResults`."""
    if len(raw) > MAX_BYTES:
        raise NotResults(f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        whole: Any = json.loads(raw)
    except ValueError:
        whole = None
    except RecursionError as error:
        raise NotResults("the file is nested too deeply") from error
    if isinstance(whole, dict) and "results" in whole:
        return _promptfoo(whole)
    entries = [whole] if isinstance(whole, dict) else list(_lines(raw))
    if not any("entry_type" in each for each in entries):
        raise NotResults(_EXPECTED)
    return tuple(filter(None, (_garak(each) for each in entries if each.get("entry_type") == "eval")))


def _lines(raw: bytes) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise NotResults(f"line {number} is no JSON: {_EXPECTED}") from error
        if isinstance(entry, dict):
            yield entry


def _garak(entry: dict[str, Any]) -> Weakness | None:
    passed, total = entry.get("passed"), entry.get("total", entry.get("total_evaluated"))
    if not isinstance(passed, int) or not isinstance(total, int) or passed >= total:
        return None
    kind = re.sub(r"[^a-z0-9]+", "-", str(entry.get("probe", "garak")).lower())[:60]
    return Weakness(f"garak-{kind}", _FRAMEWORKS, None, total - passed, total, str(entry.get("detector", "its detector"))[:80])


def _promptfoo(whole: dict[str, Any]) -> tuple[Weakness, ...]:
    held = whole["results"]
    rows = held.get("results", []) if isinstance(held, dict) else held
    if not isinstance(rows, list):
        raise NotResults("promptfoo's results hold no list of results")
    failed: dict[str, list[str]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("success"), bool):
            continue
        kind = _kind(row)
        count[kind] += 1
        if not row["success"]:
            failed[kind].append(str(row.get("description") or row.get("error") or "an attempt")[:80])
    return tuple(Weakness(kind, _FRAMEWORKS, None, len(its), count[kind], its[0]) for kind, its in failed.items())


def _kind(row: dict[str, Any]) -> str:
    case = row.get("testCase")
    about = case.get("metadata") if isinstance(case, dict) else row.get("metadata")
    plugin = about.get("pluginId") if isinstance(about, dict) else None
    return f"promptfoo-{re.sub(r'[^a-z0-9]+', '-', str(plugin or 'assertion').lower())[:60]}"
