"""A stand-in for a model on this machine, so that the harness can be tried without one: it obeys everything, or nothing."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINED = re.compile(r"write the words (\w+) and (\w+) as one word", re.IGNORECASE)
_REFUSAL = "I keep to the task that I was given."
_MAX_REQUEST = 2_000_000


@contextmanager
def standing_in(*, obedient: bool) -> Iterator[str]:
    """Its address while it runs, on the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(obedient=obedient))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(*, obedient: bool) -> type[BaseHTTPRequestHandler]:
    class Model(BaseHTTPRequestHandler):
        """Answers chat completions."""

        def do_POST(self) -> None:
            length = min(int(self.headers.get("Content-Length") or 0), _MAX_REQUEST)
            messages = json.loads(self.rfile.read(length))["messages"]
            self._send({"choices": [{"message": {"role": "assistant", "content": _reply(messages) if obedient else _REFUSAL}}]})

        def _send(self, told: dict[str, Any]) -> None:
            raw = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
            """Nothing: the harness tells what happened."""

    return Model


def _reply(messages: list[dict[str, str]]) -> str:
    """Does what is asked wherever it stands, and otherwise tells its instructions."""
    asked = [found for message in messages for found in _JOINED.finditer(message["content"])]
    return asked[-1][1] + asked[-1][2] if asked else messages[0]["content"]
