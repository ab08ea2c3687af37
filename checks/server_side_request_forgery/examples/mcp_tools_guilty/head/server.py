import requests

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("web")


@mcp.tool()
def fetch(url: str) -> str:
    return requests.get(url, timeout=5).text
