from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.confiner import find_confiner, require_reachable
from bot.sandbox.doctor import diagnose
from bot.sandbox.engines import REQUIRED, find_engines
from bot.sandbox.errors import SandboxUnavailable
from bot.sandbox.probe import open_sandbox
from bot.sandbox.process import Ending
from bot.sandbox.profile import Limits
from tests.sandbox.conftest import ENGINES

if TYPE_CHECKING:
    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from tests.sandbox.conftest import Hostile


def _marker() -> str:
    """An argument by which the processes of one run are told from all others on this machine."""
    return uuid.uuid4().hex


def _alive(marker: str) -> list[str]:
    """Command lines on the host, zombies left out, that hold the marker."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if marker in line:
            found.append(line)
    return found


def test_says_how_it_confines(sandbox: Sandbox) -> None:
    described = sandbox.describe()

    assert described == "bubblewrap + seccomp"


def test_sees_an_environment_without_anything_of_ours(hostile: Hostile) -> None:
    said = hostile.says("import os, json; print(json.dumps([dict(os.environ), open('/proc/1/environ').read()]))")

    assert json.loads(said) == [{"PWD": "/"}, ""]


def test_sees_no_file_outside(hostile: Hostile, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("canary")
    code = "import sys; print(open(sys.argv[1]).read())"

    said = [hostile.says(code, path) for path in (str(canary), "/etc/shadow", "/proc/1/root/etc/shadow", "/root/.ssh/id_rsa")]

    assert all(each.startswith(("FileNotFoundError", "PermissionError")) for each in said)


def test_sees_little_more_than_its_own_programs(hostile: Hostile) -> None:
    said = hostile.says("import os, json; print(json.dumps({at: sorted(os.listdir(at)) for at in ('/', '/opt/engine', '/dev')}))")

    seen = json.loads(said)
    assert set(seen["/"]) <= {"dev", "home", "lib", "lib64", "opt", "proc", "tmp", "usr"}
    assert seen["/opt/engine"] == ["prlimit", "script.py"]
    assert seen["/dev"] == ["null", "urandom"]


def test_reaches_no_listener_outside(hostile: Hostile) -> None:
    code = """
import socket, sys
family = getattr(socket, sys.argv[1])
target = sys.argv[2] if family == socket.AF_UNIX else ("127.0.0.1", int(sys.argv[2]))
with socket.socket(family) as client:
    client.connect(target)
print("connected")
"""
    path = tempfile.mkdtemp(dir=tempfile.gettempdir()) + "/s"
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(path)
        unix.listen()
        Path(path).parent.chmod(0o755)
        Path(path).chmod(0o777)

        over_tcp = hostile.says(code, "AF_INET", str(tcp.getsockname()[1]))
        over_unix = hostile.says(code, "AF_UNIX", path)

    Path(path).unlink()
    Path(path).parent.rmdir()
    assert over_tcp == over_unix == "OSError: [Errno 97] Address family not supported by protocol"


@pytest.mark.parametrize(
    "place",
    ["/x", "/usr/x", "/usr/lib/x", "/opt/engine/x", "/opt/engine/script.py", "/dev/x", "/dev/shm/x", "/proc/sys/x"],  # noqa: S108 - inside
)
def test_writes_nowhere_but_into_its_scratch(hostile: Hostile, place: str) -> None:
    code = "import sys; open(sys.argv[1], 'w').write('x'); print('written')"

    outside, scratch = hostile.says(code, place), hostile.says(code, "/tmp/x")  # noqa: S108 - a private one, inside

    assert outside.startswith(("OSError", "PermissionError", "FileNotFoundError"))
    assert scratch == "written"


def test_gains_nothing_by_asking_the_kernel(hostile: Hostile) -> None:
    code = """
import ctypes, json, os
libc = ctypes.CDLL(None, use_errno=True)
tried = {"unshare": (0x10000000,), "setuid": (0,), "chroot": (b"/tmp",), "ptrace": (16, 1, 0, 0), "mount": (b"x", b"/tmp", b"tmpfs", 0, 0)}
print(json.dumps({name: getattr(libc, name)(*arguments) for name, arguments in tried.items()} | {"uid": os.getuid()}))
"""

    said = json.loads(hostile.says(code))

    assert said == {"unshare": -1, "setuid": -1, "chroot": -1, "ptrace": -1, "mount": -1, "uid": 1000}


def test_bounds_scratch_space_and_file_size(hostile: Hostile) -> None:
    code = """
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
written = 0
try:
    for number in range(9):
        with open(f"/tmp/{number}", "wb", buffering=0) as file:
            try:
                while True:
                    written += file.write(bytes(1 << 20))
            except OSError as error:
                if error.errno == 28:
                    raise
except OSError:
    print(written >> 20)
"""

    said = hostile.says(code)

    assert int(said) == 64


def test_has_a_network_of_its_own_and_no_kernel_settings(hostile: Hostile) -> None:
    said = hostile.says("import os; print([l.split(':')[0].strip() for l in list(open('/proc/net/dev'))[2:]], os.listdir('/proc/sys'))")

    assert said == "['lo'] []"


def test_bounds_a_single_file(hostile: Hostile) -> None:
    code = """
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open("/tmp/x", "wb", buffering=0) as file:
    os.ftruncate(file.fileno(), 10 << 30)
"""

    said = hostile.says(code)

    assert said == "OSError: [Errno 27] File too large"


def test_ends_a_program_at_its_deadline(hostile: Hostile) -> None:
    code = "import signal, time\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\nprint('here', flush=True); time.sleep(600)"

    ran = hostile.run(code, limits=Limits(wall=1.0))

    assert (ran.ending, ran.stdout) == (Ending.TIMED_OUT, b"here\n")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_ends_a_program_that_floods(hostile: Hostile, stream: str) -> None:
    code = f"import sys\nwhile True: sys.{stream}.write('x' * 65536)"

    ran = hostile.run(code, limits=Limits(wall=20, stdout=1 << 20, stderr=1 << 20))

    assert ran.ending is Ending.FLOODED
    assert len(getattr(ran, stream)) == 1 << 20


def test_a_flood_that_ends_by_itself_is_a_flood_too(hostile: Hostile) -> None:
    ran = hostile.run("print('x' * 5000)", limits=Limits(wall=10, stdout=4096))

    assert ran.ending is Ending.FLOODED


def test_stops_a_fork_bomb(hostile: Hostile) -> None:
    code = """
import os, time
children = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(600)
        children += 1
except OSError:
    print(children)
"""

    marker = _marker()

    said = hostile.says(code, marker)

    assert 30 < int(said) < 64
    assert not _alive(marker)


def test_a_full_sandbox_does_not_hinder_its_neighbour(hostile: Hostile) -> None:
    bomb = "import os, time\ntry:\n  while True:\n    if os.fork() == 0: time.sleep(600)\nexcept OSError:\n  time.sleep(1.5)"
    thread = threading.Thread(target=hostile.run, args=(bomb,))
    thread.start()

    said = hostile.says("import os, time; time.sleep(0.5); print(os.fork() >= 0)")

    thread.join()
    assert "True" in said


def test_does_not_wait_for_a_daemon_that_keeps_the_pipe(hostile: Hostile) -> None:
    code = "import os, time\nprint('parent', flush=True)\nif os.fork() == 0:\n  os.setsid()\n  time.sleep(600)"

    marker = _marker()

    ran = hostile.run(code, marker, limits=Limits(wall=60))

    assert (ran.ending, ran.stdout, ran.exit_code) == (Ending.EXITED, b"parent\n", 0)
    assert not _alive(marker)


def test_outlives_the_thread_that_asked(hostile: Hostile) -> None:
    said: list[str] = []
    started = threading.Thread(target=lambda: said.append(hostile.says("import time; time.sleep(0.2); print('alive')")))

    started.start()
    started.join()

    assert said == ["alive"]


def test_leaves_no_process_and_no_folder(hostile: Hostile) -> None:
    marker = _marker()

    hostile.run("import time; time.sleep(600)", marker, limits=Limits(wall=0.5))

    assert not hostile.folders[-1].exists()
    assert not _alive(marker)


def test_lives_in_namespaces_of_its_own(hostile: Hostile) -> None:
    kinds = ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"]
    code = f"import os; print(*(os.readlink('/proc/self/ns/' + kind) for kind in {kinds}))"
    ours = [str(Path(f"/proc/self/ns/{kind}").readlink()) for kind in kinds]

    theirs = hostile.says(code).split()

    assert len(theirs) == len(ours)
    assert not set(theirs) & set(ours)


def test_cannot_raise_its_limits(hostile: Hostile) -> None:
    code = """
import json, resource
names = ("AS", "CORE", "CPU", "FSIZE", "MEMLOCK", "MSGQUEUE", "NOFILE", "NPROC")
print(json.dumps({name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names}))
resource.setrlimit(resource.RLIMIT_NPROC, (65, 65))
"""

    ran = hostile.run(code)

    caps = {"AS": 4 << 30, "CORE": 0, "CPU": 120, "FSIZE": 32 << 20, "MEMLOCK": 0, "MSGQUEUE": 0, "NOFILE": 256, "NPROC": 64}
    assert json.loads(ran.stdout) == {name: [cap, cap] for name, cap in caps.items()}
    assert b"ValueError: not allowed to raise maximum limit" in ran.stderr


def test_reads_no_kernel_secrets(hostile: Hostile) -> None:
    code = """
read = ""
for name in ("keys", "key-users", "kallsyms", "config.gz"):
    try:
        read += repr(open("/proc/" + name, "rb").read(9))
    except OSError as error:
        read += "-"
print(read)
"""

    said = hostile.says(code)

    assert said == "----"


def test_passes_no_descriptor_of_ours(hostile: Hostile) -> None:
    leak = os.open("/etc/passwd", os.O_RDONLY)
    os.set_inheritable(leak, True)  # noqa: FBT003 - its only form

    said = hostile.says(
        "import os; print(sorted(os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in os.listdir('/proc/self/fd') if int(n) > 2))"
    )

    os.close(leak)
    assert "passwd" not in said
    assert "memfd" not in said


def test_also_holds_without_proc(engines: Engines, sandbox: Sandbox) -> None:
    weaker = open_sandbox(engines, replace(find_confiner(), proc=False))

    described = weaker.describe()

    weaker.close()
    assert described == "bubblewrap + seccomp, without /proc"


def _fake_bwrap(folder: Path, script: str) -> str:
    fake = folder / "bwrap"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    return str(fake)


def test_refuses_a_bubblewrap_that_runs_nothing(engines: Engines, open_folder: Path) -> None:
    fake = _fake_bwrap(open_folder, "exit 0")

    with pytest.raises(SandboxUnavailable, match="no usable answer"):
        open_sandbox(engines, replace(find_confiner(), bwrap=fake))


def test_refuses_a_bubblewrap_that_runs_the_program_bare(engines: Engines, open_folder: Path) -> None:
    # Past its own options and prlimit's, to: python -I -S PROBE CANARY PORT TIER RELEASE
    skip = 'while [ "$1" != "--" ]; do shift; done; shift'
    fake = _fake_bwrap(open_folder, f'{skip}; {skip}; exec "$1" -I -S "$(dirname "$5")/probe.py" "$5" "$6" "$7" "$8"')

    with pytest.raises(SandboxUnavailable, match="a confined program could read a file outside, read the list of users"):
        open_sandbox(engines, replace(find_confiner(), bwrap=fake))


def test_repeats_what_bubblewrap_says_and_what_to_do(engines: Engines, open_folder: Path) -> None:
    fake = _fake_bwrap(open_folder, "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1")

    with pytest.raises(SandboxUnavailable, match=r"setting up uid map.*AppArmor"):
        open_sandbox(engines, replace(find_confiner(), bwrap=fake))


def test_says_what_to_install_when_bubblewrap_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SandboxUnavailable, match="install the package bubblewrap"):
        find_confiner(str(tmp_path))


def test_names_the_folder_that_keeps_the_engine_out(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "engines").mkdir(parents=True)
    closed.chmod(0o700)

    with pytest.raises(SandboxUnavailable, match=r"cannot reach .*, because .* is closed to it: move it"):
        require_reachable([closed / "engines"], 61000)


def test_names_make_setup_when_the_engines_are_missing(tmp_path: Path) -> None:
    with pytest.raises(SandboxUnavailable, match="make setup"):
        find_engines(tmp_path / "nowhere")


def test_the_doctor_finds_this_machine_well_and_a_missing_engine_not(tmp_path: Path) -> None:
    well, ill = diagnose(ENGINES), diagnose(tmp_path)

    assert all(each.ok for each in well)
    assert {each.name for each in ill if not each.ok} == {*REQUIRED, "sandbox"}
    assert all("make setup" in each.remedy for each in ill if not each.ok)


def test_holds_for_an_ordinary_user_too(engines: Engines, everyones_copy: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("the whole suite runs as an ordinary user")
    code = f"""
import sys; sys.path.insert(0, {str(everyones_copy)!r})
from pathlib import Path
from bot.sandbox.engines import find_engines
from bot.sandbox.probe import open_sandbox
sandbox = open_sandbox(find_engines(Path({str(ENGINES.resolve())!r})))
print(sandbox.describe(), sandbox.confiner.outer_uid)
"""
    drop = ["setpriv", "--reuid", "61001", "--regid", "61001", "--clear-groups"]

    ran = subprocess.run([*drop, engines.python.executable, "-B", "-c", code], env={}, capture_output=True, text=True, check=False, cwd="/")

    assert (ran.stdout, ran.stderr) == ("bubblewrap + seccomp None\n", "")
