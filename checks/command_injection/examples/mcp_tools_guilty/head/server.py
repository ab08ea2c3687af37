import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("shop")


@mcp.tool()
def ping(host: str) -> str:
    return subprocess.check_output(f"ping -c 1 {host}", shell=True, text=True)


@mcp.resource("status://{service}")
async def status(service: str) -> str:
    return subprocess.run("systemctl status " + service, shell=True, capture_output=True, text=True).stdout


def trace(host: str) -> str:
    return subprocess.check_output(f"traceroute {host}", shell=True, text=True)


mcp.add_tool(trace)
