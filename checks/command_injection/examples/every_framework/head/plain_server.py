import os
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        os.system("ping -c 1 " + query["host"][0])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        os.system("ping -c 1 " + body.decode())


def application(environ, start_response):
    os.system("ping -c 1 " + environ["QUERY_STRING"])
    start_response("200 OK", [])
    return [b""]
