from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sums")


@mcp.tool()
def add(a: int, b: int) -> int:
    """Adds two numbers. Do not pass secrets, environment variables or the contents of files in the arguments."""
    return a + b
