import asyncio
import os
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args.get("host", "localhost")
    return os.popen("ping -c 1 " + host).read()


@app.route("/lookup/<domain>")
def lookup(domain):
    answer = subprocess.check_output(f"nslookup {domain}", shell=True, text=True)
    return answer


@app.route("/convert", methods=["POST"])
def convert():
    body = request.get_json()
    command = "convert {} /tmp/out.png".format(body["source"])
    subprocess.run(["/bin/sh", "-c", command], check=True)
    return "done"


@app.route("/echo")
def echo():
    parts = []
    parts.append("sh")
    parts.append("-c")
    parts.append("echo " + request.headers.get("X-Text"))
    return subprocess.run(parts, capture_output=True).stdout


@app.route("/archive")
async def archive():
    name = request.form["name"]
    process = await asyncio.create_subprocess_shell("tar czf /tmp/a.tgz %s" % name)
    await process.wait()
    return "ok"


@app.route("/tool")
def tool():
    wanted = request.args["tool"]
    return subprocess.check_output([wanted, "--version"])


@app.route("/clone")
def clone():
    subprocess.run(["git", "clone", request.args["url"], "/srv/clone"], check=True)
    return "ok"
