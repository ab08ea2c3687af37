import os

from mcp.server import Server

server = Server("shop")


@server.call_tool()
async def call_tool(name, arguments):
    os.system("convert " + arguments["file"])
    return []
