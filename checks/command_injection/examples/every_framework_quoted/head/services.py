import os
import shlex
import subprocess

import streamlit as st
import tornado.web
from fastapi import FastAPI
from http.server import BaseHTTPRequestHandler

app = FastAPI()
HOSTS = {"one", "two"}


class Ping(tornado.web.RequestHandler):
    def get(self, host):
        os.system("ping -c 1 " + shlex.quote(host))

    def post(self):
        subprocess.run(["ping", "-c", "1", self.get_argument("host")], check=True)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path
        if not name or name not in HOSTS:
            self.send_error(404)
            return
        os.system("ping -c 1 " + name)


@app.get("/path/{host}")
async def path(host: str, count: int):
    if host not in HOSTS:
        raise ValueError(host)
    os.system(f"ping -c {count} {host}")


st.write("Host")
os.system("ping -c 1 " + shlex.quote(st.text_input("Host")))
