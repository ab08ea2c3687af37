"""What a container with a server in it gets of its host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.agent_files.launch import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENGINES = frozenset({"docker", "podman", "nerdctl"})
_MOUNTS = frozenset({"-v", "--volume", "--mount"})
_WHOLE = re.compile(
    r"^(?:/|~/?|\$HOME/?|\$\{HOME\}/?|\$\{env:HOME\}/?|/(?:etc|root|home|proc|sys|dev|run|var/run|usr|lib|boot|Users|var/lib/docker)/?"
    r"|/home/[^/]+/?|/Users/[^/]+/?"
    r"|[A-Za-z]:[\\/]*|.*/(?:docker|containerd|podman|crio)\.sock|(?:~|\$HOME|\$\{HOME\}|/root|/home/[^/]+)/\.(?:ssh|aws|kube|gnupg"
    r"|config|docker)/?.*)$"
)
_RIGHTS = {"--pid": "host", "--ipc": "host", "--userns": "host", "--uts": "host", "--net": "host", "--network": "host"}
_CAPABILITIES = frozenset({"ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "DAC_READ_SEARCH", "NET_ADMIN", "BPF"})


def held(words: Sequence[str]) -> Iterator[str]:
    """The words that give the container the host, or a large part of it."""
    if name_of(words[0]) not in _ENGINES:
        return
    for index, word in enumerate(words[1:], start=1):
        flag, mark, value = word.partition("=")
        value = value if mark else "".join(words[index + 1 : index + 2])
        source = _source(value) if flag in _MOUNTS else ""
        if flag == "--privileged" and value.lower() != "false":
            yield flag
        elif (flag in _MOUNTS and _WHOLE.match(source)) or (_RIGHTS.get(flag) == value and flag in _RIGHTS):
            yield f"{flag} {source or value}"
        elif flag == "--cap-add" and value.upper().removeprefix("CAP_") in _CAPABILITIES:
            yield f"{flag} {value}"


def _source(mount: str) -> str:
    if "," in mount or mount.startswith(("type=", "source=", "src=")):
        parts = dict(part.partition("=")[::2] for part in mount.split(","))
        return parts.get("source") or parts.get("src") or ""
    return mount[:2] if re.match(r"^[A-Za-z]:[\\/]", mount) and mount.count(":") == 1 else re.split(r":(?=/)", mount)[0]
