"""Fetching over git's smart HTTP, answered by the real `git upload-pack`."""

from __future__ import annotations

import gzip
import subprocess
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from tests.github_double import auth, plumbing
from tests.github_double.refusals import Refused

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from tests.github_double.model import Repository
    from tests.github_double.state import State

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="GitHub"'}


def advertise(state: State, request: Request, full_name: str) -> Response:
    """`GET info/refs?service=git-upload-pack`."""
    if request.args.get("service") != "git-upload-pack":
        return Response("The double's repositories can only be fetched from.\n", 403, content_type="text/plain")
    opened = _open(state, request, full_name)
    if isinstance(opened, Response):
        return opened
    content = _run(opened, request, b"", "--advertise-refs")
    greeting = b"" if "version=2" in request.headers.get("Git-Protocol", "") else b"001e# service=git-upload-pack\n0000"
    return _answer(greeting + content, "application/x-git-upload-pack-advertisement")


def upload_pack(state: State, request: Request, full_name: str) -> Response:
    """`POST git-upload-pack`."""
    opened = _open(state, request, full_name)
    if isinstance(opened, Response):
        return opened
    body = request.get_data()
    if request.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return _answer(_run(opened, request, body), "application/x-git-upload-pack-result")


def _open(state: State, request: Request, full_name: str) -> Repository | Response:
    """The repository, or the refusal that git's own client understands."""
    name = full_name.removesuffix(".git")
    header = request.headers.get("Authorization")
    with state.lock:
        try:
            if name.lower() in state.moved:
                there = state.repository_by_id(state.moved[name.lower()])
                path = request.full_path.replace(full_name, f"{there.full_name}.git" if there else full_name, 1)
                return Response(status=301, headers={"Location": f"{state.base_url}{path}"})
            found = state.repository(name)
            if not found.private and header is None:
                return found
            auth.enter(state, auth.as_installation(state, header), found, "get", ("contents=read",))
        except Refused as refusal:
            status = 401 if header is None else refusal.status
            text = "Repository not found." if status == 404 else refusal.message
            return Response(text, status, _CHALLENGE if status == 401 else {}, content_type="text/plain")
        return found


def _run(found: Repository, request: Request, body: bytes, *options: str) -> bytes:
    extra = {"GIT_PROTOCOL": request.headers["Git-Protocol"]} if "Git-Protocol" in request.headers else {}
    command = ["git", "upload-pack", "--stateless-rpc", "--strict", *options, str(found.git_dir)]
    return subprocess.run(
        command,
        input=body,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        env=plumbing.environment(**extra),
    ).stdout


def _answer(content: bytes, kind: str) -> Response:
    return Response(content, 200, {"Cache-Control": "no-cache"}, content_type=kind)
