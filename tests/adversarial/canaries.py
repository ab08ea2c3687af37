"""What a hostile pull request would love to reach, laid out on this machine so that every visit is noticed."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.product.stage import CANARY

if TYPE_CHECKING:
    from pathlib import Path

# From <sys/inotify.h>: IN_ACCESS, IN_MODIFY, IN_OPEN, IN_CREATE, IN_DELETE, IN_MOVED_FROM, IN_MOVED_TO, IN_ATTRIB.
_WATCHED = 0x1 | 0x2 | 0x20 | 0x100 | 0x200 | 0x40 | 0x80 | 0x4
# A folder is opened and listed by whoever only looks for leftovers; what counts is what is done in it.
_CHANGES = _WATCHED & ~(0x1 | 0x20)
_EVENT = struct.Struct("iIII")


@dataclass
class Canaries:
    """A secret in a file, listeners, and a folder in which nothing may appear. Nobody of ours has business with any of them."""

    text: str
    file: Path
    touch: Path
    unix_path: Path
    abstract_name: str
    tcp: socket.socket
    udp: socket.socket
    unix: tuple[socket.socket, socket.socket]
    watch: int
    came: list[str] = field(default_factory=list)

    @classmethod
    def laid_out(cls, folder: Path) -> Canaries:
        """In `folder`, which anybody may pass through: what keeps a visitor away must be the product, not a file's mode."""
        folder.mkdir(mode=0o711)
        file, touch, unix_path = folder / "secret", folder / "touch", folder / "socket"
        file.write_text(f"{CANARY}\n")
        file.chmod(0o666)
        touch.mkdir()
        touch.chmod(0o777)
        abstract = f"canary-{folder.parent.name}"
        tcp = socket.create_server(("127.0.0.1", 0), backlog=64)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        unix = (_listening(str(unix_path)), _listening(f"\0{abstract}"))
        unix_path.chmod(0o777)
        for one in (tcp, udp, *unix):
            one.settimeout(0)
        return cls(CANARY, file, touch, unix_path, abstract, tcp, udp, unix, _watching(file, touch))

    @property
    def tcp_port(self) -> int:
        return int(self.tcp.getsockname()[1])

    @property
    def udp_port(self) -> int:
        return int(self.udp.getsockname()[1])

    def visits(self) -> list[str]:
        """Who came, whoever it was, since the canaries were laid out."""
        for name, server in (("tcp", self.tcp), ("unix path", self.unix[0]), ("abstract unix", self.unix[1])):
            self.came += [f"{name}: connected"] * _connections(server)
        while (packet := _packet(self.udp)) is not None:
            self.came.append(f"udp: {packet!r}")
        self.came += [f"file: event {mask:#x} {name}" for mask, name in _events(self.watch)]
        self.came += [f"touched: {path.name}" for path in self.touch.iterdir()]
        return self.came

    def close(self) -> None:
        for one in (self.tcp, self.udp, *self.unix):
            one.close()
        os.close(self.watch)


def _listening(address: str) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen(64)
    return server


def _connections(server: socket.socket) -> int:
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def _packet(server: socket.socket) -> bytes | None:
    try:
        return server.recv(200)
    except BlockingIOError:
        return None


def _watching(file: Path, folder: Path) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    watch = int(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
    for path, events in ((file, _WATCHED), (folder, _CHANGES)):
        if libc.inotify_add_watch(watch, os.fsencode(path), events) < 0:
            raise OSError(ctypes.get_errno(), f"{path} cannot be watched")
    return watch


def _events(watch: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    while True:
        try:
            data = os.read(watch, 1 << 16)
        except BlockingIOError:
            return found
        while data:
            _, mask, _, length = _EVENT.unpack_from(data)
            end = _EVENT.size + length
            found.append((mask, os.fsdecode(data[_EVENT.size : end].rstrip(b"\0"))))
            data = data[end:]
