import socket

import uvicorn
from flask import Flask

ALLOWED_HOSTS = ["*"]
app = Flask(__name__)


def serve(service):
    listener = socket.socket()
    listener.bind(("0.0.0.0", 9000))
    uvicorn.run(service, host="0.0.0.0")
