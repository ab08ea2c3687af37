import ipaddress
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("shop")


@mcp.tool()
def ping(host: str) -> str:
    return subprocess.check_output(["ping", "-c", "1", "--", str(ipaddress.ip_address(host))], text=True)


def trace() -> str:
    return subprocess.check_output("traceroute gateway.example", shell=True, text=True)


mcp.add_tool(trace)
