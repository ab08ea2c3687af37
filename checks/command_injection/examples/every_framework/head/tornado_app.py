import os

import tornado.web


class Ping(tornado.web.RequestHandler):
    def get(self, host):
        os.system("ping -c 1 " + host)

    def post(self):
        os.system("ping -c 1 " + self.get_argument("host"))
        os.system("ping -c 1 " + self.request.headers["X-Host"])
