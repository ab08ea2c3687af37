"""One review's wall time beside plain `semgrep scan` with the same rules on the same files, interleaved in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests/sample/head"
ENGINES = ROOT / ".venv-engines/bin"
ROUNDS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        rules = Path(home) / "rules"
        rules.mkdir()
        for pack in sorted(ROOT.glob("checks/*/rules/*.yml")):
            (rules / f"{pack.parent.parent.name}-{pack.name}").write_bytes(pack.read_bytes())
        environment = {**os.environ, "BARTIZAN_DATA_DIR": home, "PATH": f"{ENGINES}:{os.environ['PATH']}"}
        subprocess.run(
            [ROOT / ".venv/bin/bartizan", "advisories", "import", ROOT / "tests/sample/advisories"],
            env=environment,
            check=True,
            capture_output=True,
        )
        options = ["--metrics=off", "--disable-version-check", "--no-git-ignore", "--json", "--quiet"]
        commands: dict[str, list[str | Path]] = {
            "bartizan scan (all checks, sandboxed)": [ROOT / ".venv/bin/bartizan", "scan", SAMPLE, "--json"],
            "semgrep scan (same rules, bare)": [ENGINES / "semgrep", "scan", "--config", rules, *options, SAMPLE],
            "semgrep scan --experimental (bare)": [ENGINES / "semgrep", "scan", "--experimental", "--config", rules, *options, SAMPLE],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run(command, env=environment, capture_output=True, check=False)
                times[name].append(time.perf_counter() - began)
        medians = {name: statistics.median(its) for name, its in times.items()}
        own = next(iter(medians.values()))
        for name, median in medians.items():
            print(f"{name:42} median {median:6.2f} s   {median / own:5.2f} x")


if __name__ == "__main__":
    main()
