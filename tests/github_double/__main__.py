"""Starts the double as a program: `python -m tests.github_double --port P --state-file F`."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from tests.github_double.double import GitHubDouble


def main() -> None:
    """Serve until SIGTERM or SIGINT. Prints one line of JSON, and writes the same to the state file, once it listens."""
    parser = argparse.ArgumentParser(prog="python -m tests.github_double", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument(
        "--state-file",
        type=Path,
        required=True,
        help="the JSON line is written here; key, secret and repositories go beside it",
    )
    parser.add_argument("--slug", default="bartizan")
    options = parser.parse_args()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    home = options.state_file.resolve().parent
    with GitHubDouble.start(options.port, root=home / "repositories", slug=options.slug) as double:
        key, secret = home / "app-private-key.pem", home / "webhook-secret"
        key.write_text(double.private_key_pem)
        key.chmod(0o600)
        secret.write_text(double.webhook_secret)
        secret.chmod(0o600)
        addresses = {"url": double.url, "api_url": double.api_url, "graphql_url": double.graphql_url}
        line = json.dumps(addresses | {"app_id": double.app_id, "private_key_file": str(key), "webhook_secret_file": str(secret)})
        options.state_file.write_text(line + "\n")
        print(line, flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
