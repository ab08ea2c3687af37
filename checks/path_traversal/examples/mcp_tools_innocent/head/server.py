from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
NOTES = {"today": "today.md", "later": "later.md"}


@mcp.tool()
def read_note(name: str) -> str:
    return open("/srv/notes/" + NOTES[name]).read()
