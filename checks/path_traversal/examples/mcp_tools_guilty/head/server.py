from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")


@mcp.tool()
def read_note(name: str) -> str:
    return open("/srv/notes/" + name).read()


@mcp.resource("notes://{name}")
def note(name: str) -> str:
    return Path("/srv/notes", name).read_text()
