import os
import socket

import uvicorn

ALLOWED_HOSTS = ["shop.example"]


def serve(service):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 9000))
    uvicorn.run(service, host=os.environ.get("HOST", "127.0.0.1"))
