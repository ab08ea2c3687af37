"""A server that publishes advisories in OSV's layout, over real HTTP."""

from __future__ import annotations

import gzip
import io
import json
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass
class Published:
    """`files`: bytes by path, or a status with a `Location`. `asked`: every path in order."""

    address: str
    files: dict[str, bytes | tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def publish(self, documents: Iterable[dict[str, Any]], ecosystem: str = "PyPI") -> None:
        """An archive of these, each as a file, and the list of changes, newest first."""
        listed = sorted(documents, key=lambda each: str(each["modified"]), reverse=True)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as opened:
            for each in listed:
                raw = json.dumps(each).encode()
                opened.writestr(f"{each['id']}.json", raw)
                self.files[f"/{ecosystem}/{each['id']}.json"] = raw
        self.files[f"/{ecosystem}/all.zip"] = archive.getvalue()
        self.files[f"/{ecosystem}/modified_id.csv"] = "".join(f"{each['modified']},{each['id']}\n" for each in listed).encode()

    def publish_lists(self, exploited: Iterable[str], scores: dict[str, tuple[float, float]]) -> None:
        """What is used in attacks, and what may be."""
        listed = [{"cveID": each, "dateAdded": "2026-01-01", "knownRansomwareCampaignUse": "Unknown"} for each in exploited]
        self.files["/kev.json"] = json.dumps({"vulnerabilities": listed}).encode()
        rows = "".join(f"{cve},{score},{rank}\n" for cve, (score, rank) in scores.items())
        self.files["/epss.csv.gz"] = gzip.compress(f"#model_version:v2026\ncve,epss,percentile\n{rows}".encode())


@contextmanager
def publishing() -> Iterator[Published]:
    """The server, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            published.asked.append(path)
            found = published.files.get(path)
            if isinstance(found, bytes):
                self.send_response(200)
                self.send_header("Content-Length", str(len(found)))
                self.end_headers()
                self.wfile.write(found)
            else:
                status, location = found or (404, "")
                self.send_response(status)
                if location.isdecimal():  # announces more than it sends
                    self.send_header("Content-Length", location)
                elif location:
                    self.send_header("Location", location)
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    published = Published(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield published
    finally:
        server.shutdown()
        server.server_close()
