"""A small git server over HTTP that asks for credentials, for tests of fetching."""

from __future__ import annotations

import gzip
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.git.made import PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Server:
    """What the server was asked, and what it shall answer."""

    root: Path
    required: str | None
    url: str = ""
    status: int | None = None
    seen: list[str] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    during: Callable[[], None] = field(default=lambda: None)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a handler is a class that knows its server
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self._body())

        def log_message(self, *_: object) -> None:
            pass

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") == "chunked":
                parts = []
                while size := int(self.rfile.readline(), 16):
                    parts.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                body = b"".join(parts)
            else:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

        def _serve(self, body: bytes) -> None:
            server.seen.append(f"{self.command} {self.path}")
            server.asked.append(body)
            server.during()
            if server.status is not None:
                self._plain(server.status)
            elif server.required is not None and self.headers.get("Authorization") != server.required:
                self._plain(401)
            else:
                self._git(body)

        def _plain(self, status: int) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{server.url}/elsewhere{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _git(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            env = {
                "PATH": PATH,
                "GIT_PROJECT_ROOT": str(server.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": "*",
                "REQUEST_METHOD": self.command,
                "PATH_INFO": parts.path,
                "QUERY_STRING": parts.query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_ADDR": "127.0.0.1",
            }
            done = subprocess.run(["git", "http-backend"], env=env, input=body, capture_output=True, check=False)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
            self.send_response(int(fields.pop("Status", "200").split()[0]))
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler


@contextmanager
def serve(root: Path, required: str | None = None) -> Iterator[Server]:
    """Serve every repository below `root`; `required` is the Authorization header's value."""
    server = Server(root, required)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(server)) as http:
        server.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
