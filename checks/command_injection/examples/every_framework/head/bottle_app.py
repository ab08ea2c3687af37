import os

from bottle import get, request, route


@route("/ping/<host>")
def ping(host):
    os.system("ping -c 1 " + host)


@get("/look")
def look():
    os.system("dig " + request.query.name)
    os.system("dig " + request.get_header("X-Name"))
