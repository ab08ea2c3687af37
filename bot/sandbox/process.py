"""Running one program with a deadline and caps on what it may say."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    Starting = Callable[[], AbstractContextManager[None]]

_CHUNK = 1 << 16
# How long to wait, after the kill, for the last holder of a pipe to vanish: the pid namespace dies with its first process.
_BURIAL = 2.0
# Between two looks at the memory in use.
_WATCH = 0.1


class Ending(Enum):
    """How a run ended. Only EXITED has a meaningful exit code."""

    EXITED = "exited"
    TIMED_OUT = "timed out"
    FLOODED = "said more than it may"
    OUTGREW = "used more memory than it may"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program said, cut at its caps. `exit_code` as a shell counts it: 128 + signal for a killed one."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    ending: Ending


@dataclass(slots=True)
class _Pipe:
    fd: int
    cap: int
    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    @property
    def flooded(self) -> bool:
        return self.size > self.cap

    def take(self) -> bool:
        """Read once; False at the end of the pipe."""
        chunk = os.read(self.fd, _CHUNK)
        self.size += len(chunk)
        self.parts.append(chunk)
        return bool(chunk)

    @property
    def text(self) -> bytes:
        return b"".join(self.parts)[: self.cap]


class Spawner:
    """One thread that starts every program: the kernel ties `--die-with-parent` to the starting thread, not the process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sandbox-spawner")

    def start(self, argv: Sequence[str], pass_fds: Sequence[int], starting: Starting = nullcontext) -> subprocess.Popen[bytes]:
        """Start with an empty environment, pipes and no other descriptors than `pass_fds`. Raises `OSError`.

        `starting` makes the context, in the thread that starts programs, in which it is done.
        """
        return self._thread.submit(self._start, argv, pass_fds, starting).result()

    def close(self) -> None:
        """End the thread, and with it every program still running."""
        self._thread.shutdown()

    @staticmethod
    def _start(argv: Sequence[str], pass_fds: Sequence[int], starting: Starting) -> subprocess.Popen[bytes]:
        with starting():
            return subprocess.Popen(  # noqa: S603 - argv is composed by this room, no shell
                argv,
                env={},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                close_fds=True,
                pass_fds=pass_fds,
                start_new_session=True,
                cwd="/",
            )


def run(
    spawner: Spawner,
    argv: Sequence[str],
    *,
    wall: float,
    stdout_cap: int,
    stderr_cap: int,
    pass_fds: Sequence[int] = (),
    starting: Starting = nullcontext,
    admit: Callable[[int], None] = lambda _: None,
    outgrown: Callable[[int], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Ran:
    """Run until the program ends, `wall` seconds are over or a cap is passed; nothing of its group is left. Raises `OSError`.

    `admit` is called with the process id as soon as there is one; `outgrown` is asked now and then whether it must end.
    """
    deadline = clock() + wall
    with spawner.start(argv, pass_fds, starting) as process:
        if process.stdout is None or process.stderr is None:
            raise RuntimeError("the pipes asked for are missing")
        out, err = _Pipe(process.stdout.fileno(), stdout_cap), _Pipe(process.stderr.fileno(), stderr_cap)
        try:
            admit(process.pid)
            ending = _listen(process.pid, (out, err), deadline, clock, outgrown)
        finally:
            _bury(process, (out, err), clock)
        code = process.returncode
    return Ran(code if code >= 0 else 128 - code, out.text, err.text, ending)


def _listen(
    pid: int, pipes: Sequence[_Pipe], deadline: float, clock: Callable[[], float], outgrown: Callable[[int], bool] | None
) -> Ending:
    """Read until the program itself ended; a daemon that keeps a pipe open is not waited for."""
    asked = clock()
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            os.set_blocking(pipe.fd, False)
            selector.register(pipe.fd, selectors.EVENT_READ, pipe)
        ended = os.pidfd_open(pid)
        try:
            selector.register(ended, selectors.EVENT_READ, None)
            while (left := deadline - clock()) > 0:
                ready = [key for key, _ in selector.select(min(left, _WATCH) if outgrown else left)]
                if outgrown and clock() - asked > _WATCH:
                    asked = clock()
                    if outgrown(pid):
                        return Ending.OUTGREW
                for key in ready:
                    if key.data is not None and not key.data.take():
                        selector.unregister(key.fd)
                if any(pipe.flooded for pipe in pipes):
                    return Ending.FLOODED
                if any(key.data is None for key in ready):
                    return Ending.FLOODED if _drain(pipes) else Ending.EXITED
            return Ending.TIMED_OUT
        finally:
            os.close(ended)


def _drain(pipes: Sequence[_Pipe]) -> bool:
    """Take what an ended program left in the pipes; True when it was more than it may."""
    for pipe in pipes:
        with suppress(BlockingIOError):
            while not pipe.flooded and pipe.take():
                pass
    return any(pipe.flooded for pipe in pipes)


def _bury(process: subprocess.Popen[bytes], pipes: Sequence[_Pipe], clock: Callable[[], float]) -> None:
    """Kill the whole group, reap its leader, and see the pipes close: then nobody inside is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = clock() + _BURIAL
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe.fd, selectors.EVENT_READ)
        while selector.get_map() and (left := until - clock()) > 0:
            for key, _ in selector.select(left):
                if not os.read(key.fd, _CHUNK):
                    selector.unregister(key.fd)
