"""What a hostile engine may attack, and the runs in which it does."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.sandbox.confiner import OUTER_UID
from bot.sandbox.launch import bubblewrap_launch
from bot.sandbox.profile import PROC_MASKS, Confiner, Limits, Mount, Profile, caps
from bot.sandbox.seccomp import ARCHITECTURES, program
from bot.sandbox.system_libraries import system_libraries
from tests.sandbox.denied_calls import denied, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.sandbox.engines import Engines
    from bot.sandbox.launch import BubblewrapLaunch
    from bot.sandbox.process import Ran
    from bot.sandbox.sandbox import Sandbox

SCRIPT = Path(__file__).with_name("hostile_engine.py")
ATTACKS = Path(__file__).with_name("resource_attacks.py")
INSIDE = "/opt/engine/hostile.py"
# Not /tmp: where there are no mounts, a path that begins so is taken for the engine's own.
_PLACE = "/var/tmp"  # noqa: S108 - the folder itself has a random name
# No call has a higher number yet.
HIGHEST_CALL = 512
# uretprobe and uprobe: the kernel lets them pass every filter, and they do nothing where no probe was set.
_UNFILTERED = {"x86_64": {335, 336}}
_KINDS = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")


@dataclass(frozen=True)
class Battlefield:
    """The targets on this host. Everything is open to whoever can see it but for the two files of root's."""

    sandbox: Sandbox
    engines: Engines
    folder: Path
    given: Mapping[str, Any]
    others: tuple[int, ...]

    @cached_property
    def profile(self) -> Profile:
        mounts = (
            Mount(self.folder / "src", "/src"),
            Mount(self.folder / "hostile.py", INSIDE),
            Mount(self.folder / "attacks.py", "/attacks.py"),
        )
        python = self.engines.python
        environment = (("LD_LIBRARY_PATH", python.library_path),) if python.library_path else ()
        return Profile((*python.mounts, *mounts), environment=environment)

    def launch(self, limits: Limits | None = None, *command: str) -> BubblewrapLaunch:
        """The attack exactly as an engine is started, or another command of the engines' Python's."""
        seen = {option[2] for option in self._options() if option[0] == "--ro-bind"}
        given = {**self.given, "source": "/src", "scratch": "/tmp", "neighbour": 1, "mounts": sorted(seen)}  # noqa: S108 - inside
        given |= {"others": self.others, "roots": "/src/roots", "groups": "/src/groups"}
        words = command or (INSIDE, json.dumps(given))
        return self._launch([self.engines.python.executable, "-I", "-S", *words], limits or Limits(wall=20))

    def _options(self) -> tuple[tuple[str, ...], ...]:
        return self._launch(["true"], Limits()).options

    def _launch(self, command: list[str], limits: Limits) -> BubblewrapLaunch:
        """What `Sandbox.run` starts."""
        mounts, links = system_libraries(machine=self.sandbox.machine)
        whole = replace(self.profile, mounts=(*mounts, *self.profile.mounts), links=links)
        assert isinstance(self.sandbox.confiner, Confiner)
        return bubblewrap_launch(self.sandbox.confiner, whole, limits, program(ARCHITECTURES[self.sandbox.machine]), command)

    def attack(self, launch: BubblewrapLaunch | None = None) -> dict[str, str]:
        """The answers to all attempts. Raises `DidNotStart` when there is nothing of the kind."""
        return answers(self.sandbox.start(launch or self.launch(), Limits(wall=20)))

    def inside_without_namespaces(self) -> str:
        """What there is to attack where the host's processes and paths are seen."""
        given = {**self.given, "others": self.others, "source": "/src", "scratch": "/tmp"}  # noqa: S108 - the engine's own
        # There RLIMIT_NPROC counts the user's other processes too.
        given["caps"] = {**self.given["caps"], "NPROC": 1000}
        return json.dumps({**given, "roots": "/src/roots", "groups": "/src/groups"})

    def attack_without_namespaces(self) -> dict[str, str]:
        """The attempts, held by Landlock alone."""
        command = [self.engines.python.executable, "-I", "-S", INSIDE, self.inside_without_namespaces()]
        return answers(self.sandbox.run(command, self.profile, Limits(wall=20)))

    def inside_gvisor(self) -> str:
        """What there is to attack: as in bubblewrap, but that no process is a neighbour."""
        given = {**self.given, "others": self.others, "source": "/src", "scratch": "/tmp", "neighbour": 1}  # noqa: S108 - inside
        given["mounts"] = [mount.target for mount in self.profile.mounts]
        return json.dumps({**given, "roots": "/src/roots", "groups": "/src/groups"})

    def attack_in_gvisor(self) -> dict[str, str]:
        """The attempts, in a kernel of their own."""
        command = [self.engines.python.executable, "-I", "-S", INSIDE, self.inside_gvisor()]
        return answers(self.sandbox.run(command, self.profile, Limits(wall=60)))

    def attack_bare(self) -> dict[str, str]:
        """The same attempts without any confinement, as whoever runs the tests."""
        environment = {"CANARY": "CANARY", "LD_LIBRARY_PATH": self.engines.python.library_path or ""}
        command = [self.engines.python.executable, "-I", "-S", str(SCRIPT), json.dumps(dict(self.given))]
        with tempfile.TemporaryFile() as stray:
            os.set_inheritable(stray.fileno(), True)  # noqa: FBT003 - its only form
            ran = subprocess.run(command, env=environment, capture_output=True, check=True, close_fds=False, timeout=60)
        return dict(json.loads(ran.stdout))


class DidNotStart(Exception):
    """The sandbox refused to start, or its program gave no answer."""


def answers(ran: Ran) -> dict[str, str]:
    try:
        return dict(json.loads(ran.stdout))
    except ValueError as error:
        raise DidNotStart(f"{ran.ending.value} {ran.exit_code}: {ran.stderr[-500:].decode(errors='replace')}") from error


def without_filter(launch: BubblewrapLaunch) -> BubblewrapLaunch:
    return replace(launch, filter=b"")


@contextmanager
def battlefield(sandbox: Sandbox, engines: Engines) -> Iterator[Battlefield]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bartizan-battle-", dir=_PLACE)))
        folder.chmod(0o755)
        _files(folder)
        tcp, tcp6 = stack.enter_context(socket.create_server(("127.0.0.1", 0))), stack.enter_context(_six())
        for name, kind in (("stream", socket.SOCK_STREAM), ("datagrams", socket.SOCK_DGRAM)):
            listener = stack.enter_context(socket.socket(socket.AF_UNIX, kind))
            listener.bind(str(folder / name))
            (folder / name).chmod(0o777)
            if kind == socket.SOCK_STREAM:
                listener.listen()
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0{folder}")
        abstract.listen()
        victim = _victim(stack)
        machine = sandbox.machine
        calls = numbers(machine)
        others = (
            set(range(HIGHEST_CALL)) - set(ARCHITECTURES[machine].calls.values()) - set(calls.values()) - _UNFILTERED.get(machine, set())
        )
        given: dict[str, Any] = {
            "canary": str(folder / "canary"),
            "folder": str(folder),
            "source": str(folder / "src"),
            "scratch": str(folder),
            "roots": str(folder / "src/roots"),
            "groups": str(folder / "src/groups"),
            "port": tcp.getsockname()[1],
            "port6": tcp6.getsockname()[1],
            "unix": str(folder / "stream"),
            "datagrams": str(folder / "datagrams"),
            "abstract": str(folder),
            "victim": victim,
            "neighbour": victim,
            "session": os.getsid(0),
            "host": os.uname().nodename,
            "machine": machine,
            "calls": calls,
            "denied": denied(machine),
            # Outside one harmless call stands for all that the sweep tries inside.
            "others": [calls["getpid"]],
            "masks": [mask for mask in PROC_MASKS if Path(mask).exists()],
            "mounts": [str(mount.source) for mount in engines.python.mounts],
            "ns": {kind: str(Path(f"/proc/self/ns/{kind}").readlink()) for kind in _KINDS},
            "caps": {name.upper(): value for name, value in caps(Limits())},
        }
        yield Battlefield(sandbox, engines, folder, given, tuple(sorted(others)))


def _files(folder: Path) -> None:
    (folder / "src").mkdir(mode=0o755)
    for name, mode in (("canary", 0o644), ("src/plain", 0o644), ("src/roots", 0o600), ("src/groups", 0o640)):
        (folder / name).write_text("canary")
        (folder / name).chmod(mode)
    for source, name in ((SCRIPT, "hostile.py"), (ATTACKS, "attacks.py")):
        shutil.copyfile(source, folder / name)


def _six() -> socket.socket:
    try:
        return socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        return socket.create_server(("127.0.0.1", 0))


def _victim(stack: ExitStack) -> int:
    """A process of the very user that engines have on the host, so that only confinement protects it; leader of its own group."""
    become = ["setpriv", "--reuid", str(OUTER_UID), "--regid", str(OUTER_UID), "--clear-groups"] if os.geteuid() == 0 else []
    victim = stack.enter_context(subprocess.Popen([*become, "sleep", "600"], start_new_session=True))
    stack.callback(victim.kill)
    return victim.pid
