from mcp.server.fastmcp import FastMCP

local = FastMCP("shop", host="127.0.0.1", port=8000)
guarded = FastMCP("shop", host="0.0.0.0", port=8000, auth=settings)


if __name__ == "__main__":
    local.run(transport="streamable-http")
