import subprocess

import paramiko
from fastapi import FastAPI, Request
from mcp.server.fastmcp import FastMCP
from pydantic import BaseModel

app = FastAPI()
server = FastMCP("tools")


class Job(BaseModel):
    script: str


@app.get("/disk/{folder:path}")
def disk(folder: str):
    return subprocess.getoutput("du -sh /" + folder)


@app.post("/jobs")
async def run_job(job: Job):
    client = paramiko.SSHClient()
    client.connect("worker.example")
    client.exec_command(job.script)


@app.post("/hook")
async def hook(request: Request):
    payload = await request.json()
    subprocess.Popen(payload["command"], shell=True)


@server.tool()
def grep(pattern: str) -> str:
    return subprocess.check_output(f"grep -r {pattern} .", shell=True).decode()
