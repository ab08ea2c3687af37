from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        language = parse_qs(urlparse(self.path).query)["lang"][0]
        self.send_response(200)
        self.send_header("Content-Language", language)
        self.end_headers()
