from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, quote, urlparse

LANGUAGES = {"de": "de", "en": "en"}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = parse_qs(urlparse(self.path).query)["lang"][0]
        self.send_response(200)
        self.send_header("Content-Language", "en")
        self.send_header("X-Asked", quote(asked))
        self.send_header("Content-Length", str(len(asked)))
        self.end_headers()
