import sqlite3

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("shop")
db = sqlite3.connect("shop.db")


@mcp.tool()
def find(customer: str) -> list:
    return db.cursor().execute(f"SELECT * FROM orders WHERE customer = '{customer}'").fetchall()
