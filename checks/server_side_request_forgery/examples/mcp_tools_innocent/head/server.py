import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("web")


@mcp.tool()
def fetch(order: int) -> str:
    return requests.get("https://orders.example/open", params={"order": order}, timeout=5).text
