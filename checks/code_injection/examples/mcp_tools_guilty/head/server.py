from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sums")


@mcp.tool()
def calculate(expression: str) -> str:
    return str(eval(expression))
