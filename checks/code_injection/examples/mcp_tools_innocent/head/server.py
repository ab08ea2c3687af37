import ast

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("sums")


@mcp.tool()
def calculate(numbers: str) -> str:
    return str(sum(ast.literal_eval(numbers)))
