import os
from typing import Annotated

from fastapi import Body, Cookie, FastAPI, File, Header, Query, Request, UploadFile
from pydantic import BaseModel

app = FastAPI()


class Target(BaseModel):
    host: str


@app.get("/path/{host}")
async def path(host: str):
    os.system("ping -c 1 " + host)


@app.get("/query")
async def query(host: Annotated[str, Query()] = "localhost"):
    os.system("ping -c 1 " + host)


@app.get("/header")
async def header(x_host: str = Header()):
    os.system("ping -c 1 " + x_host)


@app.get("/cookie")
async def cookie(host: str | None = Cookie(None)):
    os.system("ping -c 1 " + host)


@app.post("/body")
async def body(target: Target, port: int):
    os.system("ping -c 1 " + target.host)
    os.system("ping -p " + str(port))


@app.post("/raw")
async def raw(request: Request):
    os.system("ping -c 1 " + (await request.body()).decode())


@app.post("/file")
async def file(upload: UploadFile = File(...)):
    os.system("file " + upload.filename)
