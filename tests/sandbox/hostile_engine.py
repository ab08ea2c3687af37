"""An engine that has been taken over: tries to get out in every way we know, and says as JSON how each attempt was answered.

Argument: a JSON object of what there is to attack. Each answer is "ok", a fact, the name of an errno, or that of the signal that
ended the attempt. Run by the engines' Python with `-I -S`, inside the sandbox and, to see that the attempts are real ones, outside.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import resource
import signal
import socket
import struct
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LIBC = ctypes.CDLL(None, use_errno=True)
NEWUSER = 0x10000000
FAMILIES = {
    "UNIX": 1,
    "INET": 2,
    "AX25": 3,
    "IPX": 4,
    "X25": 9,
    "INET6": 10,
    "KEY": 15,
    "NETLINK": 16,
    "PACKET": 17,
    "RDS": 21,
    "CAN": 29,
    "TIPC": 30,
    "BLUETOOTH": 31,
    "ALG": 38,
    "NFC": 39,
    "VSOCK": 40,
    "QIPCRTR": 42,
    "SMC": 43,
    "XDP": 44,
    "MCTP": 45,
}
Attempts = dict[str, "Callable[[], object]"]


def call(number: int, *arguments: object) -> object:
    answer = LIBC.syscall(ctypes.c_long(number), *(ctypes.c_long(each) if isinstance(each, int) else each for each in arguments))
    if answer == -1:
        raise OSError(ctypes.get_errno(), "")
    return "ok"


def read(path: str) -> object:
    with open(path, "rb") as file:  # noqa: PTH123 - quicker than pathlib
        return "ok" if file.read(1) else "empty"


def write(path: str, flags: int = os.O_CREAT) -> object:
    os.close(os.open(path, os.O_WRONLY | flags, 0o600))
    return "ok"


def create(folder: str) -> object:
    place = f"{folder.rstrip('/')}/attack-{os.getpid()}"
    write(place)
    with suppress(OSError):
        os.unlink(place)  # noqa: PTH108 - as above
    return "ok"


def change_mode(path: str) -> object:
    os.chmod(path, os.stat(path).st_mode & 0o7777)  # noqa: PTH101, PTH116 - as above
    return "ok"


def link_out(target: str, scratch: str) -> object:
    place = f"{scratch}/link-{os.getpid()}"
    os.symlink(target, place)  # noqa: PTH211 - as above
    try:
        return read(place)
    finally:
        os.unlink(place)  # noqa: PTH108 - as above


def connect(family: int, target: object, kind: int = socket.SOCK_STREAM) -> object:
    with socket.socket(family, kind) as client:
        client.settimeout(1)
        client.connect(target)  # type: ignore[arg-type]
        client.send(b"x")
    return "ok"


def pair_reaches(target: str) -> object:
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with left, right:
        left.sendto(b"x", target)
    return "ok"


def opens(family: int) -> object:
    """Some kind of socket of that family, or the errno that tells most."""
    told = errno.EAFNOSUPPORT
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
        except OSError as error:
            told = error.errno or told
        else:
            return "ok"
    raise OSError(told, "")


def fact(yes: object) -> str:
    return "ok" if yes else "no"


def done(act: Callable[..., object], *arguments: object) -> str:
    act(*arguments)
    return "ok"


def listing(folder: str) -> object:
    return fact(os.listdir(folder))  # noqa: PTH208 - as above


def shares(kind: str, its: str) -> object:
    return fact(os.readlink(f"/proc/self/ns/{kind}") == its)  # noqa: PTH115 - as above


def environments() -> object:
    """Whether a canary stands in the environment of any process that can be seen."""
    for name in [each for each in os.listdir("/proc") if each.isdigit()]:  # noqa: PTH208 - as above
        with suppress(OSError), open(f"/proc/{name}/environ", "rb") as file:  # noqa: PTH123 - as above
            if b"CANARY" in file.read():
                return "ok"
    return fact("CANARY" in "".join(os.environ))


def clone_user() -> object:
    answer = LIBC.syscall(ctypes.c_long(GIVEN["calls"]["clone"]), ctypes.c_long(NEWUSER | signal.SIGCHLD), *[ctypes.c_long(0)] * 4)
    if answer == 0:
        os._exit(0)
    if answer == -1:
        raise OSError(ctypes.get_errno(), "")
    return "ok"


def machine_code(code: str) -> object:
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex(code))
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    return "ok"


def raise_limit(name: str) -> object:
    which = getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(which)[1]
    return fact(not 0 <= hard <= GIVEN["caps"][name])


def message_queue() -> object:
    number = GIVEN["calls"]["mq_open"]
    call(number, ctypes.c_char_p(b"bartizan-attack"), os.O_CREAT | os.O_RDWR, 0o600, 0)
    LIBC.syscall(ctypes.c_long(number + 1), ctypes.c_char_p(b"bartizan-attack"))
    return "ok"


def lock_memory() -> object:
    page = mmap.mmap(-1, 4096)
    return call(GIVEN["calls"]["mlock"], ctypes.c_long(ctypes.addressof(ctypes.c_char.from_buffer(page))), 4096)


def status(field: str) -> str:
    with open("/proc/self/status") as file:  # noqa: PTH123 - as above
        return next((line.partition(":")[2].strip() for line in file if line.startswith(field + ":")), "")


def capabilities() -> str:
    """Where a kernel does not tell all of them, that is the answer: it could not be seen."""
    held = [status(f"Cap{kind}") for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")]
    return fact(any(int(each, 16) for each in held)) if all(held) else "untold"


def descriptors() -> object:
    return fact([number for number in range(3, 64) if is_open(number)])


def is_open(number: int) -> bool:
    with suppress(OSError):
        os.fstat(number)
        return True
    return False


def other_calls() -> object:
    """Every number that stands neither in the filter's table nor in a group of its own; "no" when the kernel was reached by none."""
    reached = []
    for number in GIVEN["others"]:
        if LIBC.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6) != -1 or ctypes.get_errno() != errno.ENOSYS:
            reached.append(number)  # noqa: PERF401 - a call may end the attempt
    return f"reached {reached}" if reached else "no"


def files(given: dict[str, Any]) -> Attempts:
    scratch = given["scratch"]
    hidden = ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/machine-id", "/proc/1/root/etc/passwd", "/proc/1/cwd/etc/passwd")
    return {
        "read a file outside": lambda: read(given["canary"]),
        "read a file outside by climbing": lambda: read("../" * 20 + given["canary"].lstrip("/")),
        "read a file outside by a link": lambda: link_out(given["canary"], scratch),
        **{f"read {path}": partial(read, path) for path in hidden},
        **{f"list {path}": partial(listing, path) for path in ("/root", "/var", "/sys", "/boot", "/run", "/etc")},
        "list the job's folder": partial(listing, given["folder"]),
        "read what only root may": lambda: read(given["roots"]),
        "read what only root's group may": lambda: read(given["groups"]),
        **{f"create in {path}": partial(create, path) for path in ("/", "/usr", "/usr/lib", "/opt", "/home", "/etc", "/dev", "/root")},
        **{f"create in {path}": partial(create, path) for path in ("/dev/shm", "/proc/sys", "/var/tmp", given["source"])},  # noqa: S108
        "write to the source": lambda: write(f"{given['source']}/plain", 0),
        **{f"change the mode of {path}": partial(change_mode, path) for path in given["mounts"]},
        "move a file of the source to scratch": lambda: done(os.link, f"{given['source']}/plain", f"{scratch}/l"),
        "change /dev/null": lambda: change_mode("/dev/null"),
    }


def kernel_files(given: dict[str, Any]) -> Attempts:
    settings = ("kernel/core_pattern", "kernel/modprobe", "vm/drop_caches", "kernel/ns_last_pid", "kernel/hostname", "fs/file-max")
    known = ("kernel/random/boot_id", "kernel/osrelease", "net/ipv4/ip_forward", "kernel/cap_last_cap")
    private = ("kmsg", "kpagecount", "pagetypeinfo", "slabinfo", "vmallocinfo")
    return {
        **{f"write /proc/sys/{name}": partial(write, f"/proc/sys/{name}", 0) for name in settings},
        **{f"read /proc/sys/{name}": partial(read, f"/proc/sys/{name}") for name in known},
        **{f"read {path}": partial(read, path) for path in given["masks"]},
        **{f"read /proc/{name}": partial(read, f"/proc/{name}") for name in private},
        "spare itself from the memory killer": lambda: fact(os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000")),
        "find a token in an environment": environments,
        "find paths of the host in a command line": lambda: fact(b"--ro-bind" in open("/proc/1/cmdline", "rb").read()),  # noqa: PTH123
        "hold a capability": capabilities,
        "gain privileges": lambda: fact(status("NoNewPrivs") != "1"),
        "run without a filter": lambda: fact(status("Seccomp") != "2"),
        **{f"share the {kind} namespace": partial(shares, kind, its) for kind, its in given["ns"].items()},
        "see processes outside": lambda: fact(sum(name.isdigit() for name in os.listdir("/proc")) > 4),  # noqa: PTH208
        "see a network interface": lambda: fact(len(list(open("/proc/net/dev"))) > 3),  # noqa: PTH123
        "see the cgroup of the worker": lambda: fact([line for line in open("/proc/self/cgroup") if not line.endswith(":/\n")]),  # noqa: PTH123
    }


def devices(given: dict[str, Any]) -> Attempts:
    names = (
        "kmsg",
        "mem",
        "port",
        "kvm",
        "fuse",
        "vsock",
        "tty",
        "ptmx",
        "loop-control",
        "userfaultfd",
        "zero",
        "full",
        "random",
        "console",
    )
    return {
        **{f"open /dev/{name}": partial(write, f"/dev/{name}", 0) for name in names},
        "see another device": lambda: fact(set(os.listdir("/dev")) - {"null", "urandom"}),  # noqa: PTH208 - as above
        "type for the terminal": lambda: call(given["calls"]["ioctl"], 0, 0x5412, -1),
        "paste for the terminal": lambda: call(given["calls"]["ioctl"], 0, 0x541C, -1),
    }


def network(given: dict[str, Any]) -> Attempts:
    return {
        "connect to a port": lambda: connect(socket.AF_INET, ("127.0.0.1", given["port"])),
        "connect to a port by IPv6": lambda: connect(socket.AF_INET6, ("::1", given["port6"])),
        "send to a port": lambda: connect(socket.AF_INET, ("127.0.0.1", given["port"]), socket.SOCK_DGRAM),
        "connect to a path": lambda: connect(socket.AF_UNIX, given["unix"]),
        "connect to an abstract name": lambda: connect(socket.AF_UNIX, "\0" + given["abstract"]),
        "send from a pair to a path": lambda: pair_reaches(given["datagrams"]),
        **{f"open AF_{name}": partial(opens, number) for name, number in FAMILIES.items()},
        "pair of AF_INET": lambda: fact(socket.socketpair(socket.AF_INET, socket.SOCK_STREAM)),
        "pair of AF_TIPC": lambda: fact(socket.socketpair(30, socket.SOCK_STREAM)),
    }


def processes(given: dict[str, Any]) -> Attempts:
    calls, victim = given["calls"], given["victim"]
    return {
        "signal a process outside": lambda: done(os.kill, victim, 0),
        "signal a group outside": lambda: done(os.killpg, victim, 0),
        "signal a thread outside": lambda: call(calls["tgkill"], victim, victim, 0),
        "queue a signal outside": lambda: call(
            calls["rt_sigqueueinfo"], victim, 0, ctypes.create_string_buffer(struct.pack("3i", 0, 0, -1), 128)
        ),
        "limit another process": lambda: fact(resource.prlimit(given["neighbour"], resource.RLIMIT_NOFILE)),
        "order a process outside": lambda: done(os.setpriority, os.PRIO_PROCESS, victim, 1),
        "share a session outside": lambda: fact(os.getsid(0) == 0 or os.getsid(0) == given["session"]),
        "share the process numbers": lambda: fact(os.getpid() > 3),
        "be another user": lambda: fact((os.getuid(), os.getgid()) != (1000, 1000) or os.getgroups()),
        "learn the machine's name": lambda: fact(os.uname().nodename == given["host"]),
        "inherit a descriptor": descriptors,
        "make a user namespace": lambda: call(calls["unshare"], NEWUSER),
        "clone a user namespace": clone_user,
        "turn off address randomisation": lambda: call(calls["personality"], 0x40000),
        "lock a page": lock_memory,
        "make a message queue": message_queue,
        **{f"raise {name}": partial(raise_limit, name) for name in given["caps"]},
        "reach a call that has no name here": other_calls,
        "become root": lambda: call(calls["setuid"], 0),
    }


def system_calls(given: dict[str, Any]) -> Attempts:
    # Arguments that are wrong everywhere: whatever answers but the filter gives itself away by another errno, and does nothing.
    harmless = {"shmget": (0x7BADBAD, 1, 0), "semget": (0x7BADBAD, 1, 0), "msgget": (0x7BADBAD, 0), "modify_ldt": (0, 0, 0)}
    tried: Attempts = {
        f"call {name}": partial(call, number, *harmless.get(name, (-1, -1, -1, -1, -1, -1))) for name, number in given["denied"].items()
    }
    if given["machine"] != "x86_64":
        return tried
    x32 = {"call by x32 numbers": lambda: call(0x40000000 | given["calls"]["getpid"])}
    # mov eax, 20 (getpid of i386); int 0x80; ret
    return {**tried, **x32, "call by i386 numbers": lambda: machine_code("b814000000cd80c3")}


def answered(attempt: Callable[[], object]) -> str:
    try:
        return str(attempt())
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except (ValueError, LookupError) as error:
        return f"{type(error).__name__}: {error}"


def apart(attempt: Callable[[], object]) -> str:
    """The answer to an attempt in a process of its own, which it may change or kill."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            signal.alarm(5)
            os.write(writing, answered(attempt).encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    code = os.waitpid(child, 0)[1]
    return signal.Signals(os.WTERMSIG(code)).name if os.WIFSIGNALED(code) else said


# Everything else can share one process.
RISKY = ("call", "make a user", "clone a user", "turn off", "become", "raise", "reach", "spare", "limit", "order")


def main() -> None:
    attempts: Attempts = {}
    for room in (files, kernel_files, devices, network, processes, system_calls):
        attempts |= room(GIVEN)
    print(json.dumps({name: (apart if name.startswith(RISKY) else answered)(attempt) for name, attempt in attempts.items()}))


if __name__ == "__main__":
    GIVEN: dict[str, Any] = json.loads(sys.argv[1])
    main()
