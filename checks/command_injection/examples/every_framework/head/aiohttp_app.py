import os

from aiohttp import web

routes = web.RouteTableDef()


@routes.post("/ping/{host}")
async def ping(request):
    os.system("ping -c 1 " + request.match_info["host"])
    os.system("ping -c 1 " + request.query["host"])
    body = await request.json()
    os.system("ping -c 1 " + body["host"])
    return web.Response(text="ok")
