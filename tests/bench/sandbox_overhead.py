"""What confinement costs: the same semgrep run bare and in the sandbox, interleaved.

    python -m tests.bench.sandbox_overhead [RUNS] [TIER]

The target is at most 30 ms over the bare run. TIER `gvisor` measures that one. Also prints what opening the sandbox costs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
from bot.sandbox.semgrep import core_front, limits
from bot.sandbox.tiers import Tier

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINES = Path(__file__).parents[2] / ".venv-engines"
RULE = '{"rules": [{"id": "r", "languages": ["python"], "severity": "LOW", "message": "m", "pattern": "old($X)"}]}'
TARGETS = '["Targets", [["CodeTarget", {"path": {"fpath": "./a.py", "ppath": "/a.py"}, "analyzer": "python", "products": ["sast"]}]]]'


def _timed(work: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    if b'"check_id":"r"' not in work():
        raise SystemExit("the run found nothing: the comparison would be of failures")
    return (time.perf_counter() - begun) * 1000


def _show(name: str, times: list[float]) -> None:
    print(f"{name:<10} median {statistics.median(times):6.1f} ms   p95 {statistics.quantiles(times, n=20)[-1]:6.1f} ms")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    engines = find_engines(ENGINES)
    begun = time.perf_counter()
    sandbox = open_sandbox(engines, weakest=Tier(sys.argv[2]) if len(sys.argv) > 2 else Tier.WITHOUT_PROC)
    print(f"opening    {(time.perf_counter() - begun) * 1000:13.1f} ms   ({sandbox.describe()})")
    front = core_front(engines)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        for name, content in (("src/a.py", "old(1)\n"), ("job/rules.json", RULE), ("job/targets.json", TARGETS)):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(content)
        inside = {"/opt/engine/semgrep": str(engines.semgrep_folder), "/job": f"{root}/job"}
        bare_command = [
            f"{inside['/opt/engine/semgrep']}/semgrep-core",
            *(word.replace("/job", inside["/job"]) for word in front.command[1:]),
        ]
        environment = {"PATH": "/usr/bin", "HOME": folder, "TMPDIR": folder}

        def bare() -> bytes:
            return subprocess.run(bare_command, cwd=root / "src", env=environment, capture_output=True, check=True).stdout

        def confined() -> bytes:
            return sandbox.run(front.command, front.profile(root / "src", root / "job"), limits(1, 7, 1)).stdout

        pairs = [(_timed(bare), _timed(confined)) for _ in range(runs)]
    sandbox.close()
    outside, within = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    _show("bare", outside)
    _show("sandboxed", within)
    difference = statistics.median(inside_ms - outside_ms for outside_ms, inside_ms in pairs)
    print(f"overhead   median {difference:6.1f} ms   ratio {statistics.median(within) / statistics.median(outside):.2f}")


if __name__ == "__main__":
    main()
