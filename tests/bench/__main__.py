"""`make bench`: every bench in turn, or those named (`python -m tests.bench review sandbox`)."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHES = {
    "review": ("tests.bench.review", "one review beside plain `semgrep scan`, same rules, same files"),
    "rules": ("tests.bench.rule_load", "a line of code with all rules of its language and with one pack"),
    "sandbox": ("tests.bench.sandbox_overhead", "an engine in the sandbox beside the same engine bare"),
    "enqueue": ("tests.bench.enqueue", "signed deliveries through gunicorn into the durable queue"),
    "calls": ("tests.bench.calls", "calls of GitHub's API for a review, reads and writes, and how long a write takes"),
}


def main() -> int:
    asked = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in asked if name not in BENCHES]
    if unknown:
        print(f"no bench named {', '.join(unknown)}; there are {', '.join(BENCHES)}")
        return 2
    for name in asked:
        module, sentence = BENCHES[name]
        print(f"\n== {name}: {sentence}")
        sys.argv[1:] = []
        import_module(module).main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
