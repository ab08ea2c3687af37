"""Running git so that no configuration but ours, no prompt, no hook and no helper has a say."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from bot.git.limits import DEFAULT, MEGABYTE, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# The shell sets limits that the program keeps; a `preexec_fn` is not safe in a process with threads. With the signal ignored,
# git says "File too large" instead of ending without a word.
# A limit that cannot be set is one that is stricter already.
_LIMITED = 'trap "" XFSZ; { ulimit -c 0; ulimit -f "$1"; ulimit -v "$2"; ulimit -t "$3"; } 2>/dev/null; shift 3; exec "$@"'
_CPU_SECONDS = 900
_STDERR_KEPT = 16_384
_MESSAGE_LENGTH = 600
_CONFIG = (
    "protocol.allow=never",
    "transfer.fsckObjects=true",
    "fetch.fsckObjects=true",
    "fetch.unpackLimit=1",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.packedGitLimit=512m",
    "core.deltaBaseCacheLimit=64m",
    "core.quotePath=true",
    "pack.threads=1",
    "gc.auto=0",
    "maintenance.auto=false",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
    "credential.helper=",
)


Process = subprocess.Popen[bytes]


class GitFailed(Exception):
    """git did not do as asked; the message says what it said, without credentials or control characters.

    `timed_out`: it was stopped at the deadline. `output`: all it wrote on its error stream, cleaned.
    """

    def __init__(self, message: str, output: str = "", *, timed_out: bool = False) -> None:
        super().__init__(message)
        self.output = output
        self.timed_out = timed_out


@dataclass(frozen=True, slots=True)
class Git:
    """git bound to one repository. `path` is the PATH it runs with, `home` a folder of the job.

    `protocols` are the transports it may use (none: it cannot reach anything). `settings` are further configuration values;
    they travel in the environment, so they may hold a credential. `environment` adds variables an operator needs, such as
    a proxy or a certificate file.
    """

    git_dir: Path
    home: Path
    path: str
    protocols: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    limits: Limits = DEFAULT

    def run(self, *arguments: str, stdin: bytes = b"", most: int = 64 * MEGABYTE, accept: tuple[int, ...] = (0,)) -> bytes:
        """What git wrote, at most `most` bytes; an exit code in `accept` is no failure. Raises `GitFailed`."""
        with self.reading(*arguments, stdin=stdin, accept=accept) as stream:
            output = stream.read(most + 1)
            if len(output) > most:
                raise GitFailed(f"git {_verb(arguments)} wrote more than {most // MEGABYTE} MB")
        return output

    @contextmanager
    def reading(self, *arguments: str, stdin: bytes = b"", accept: tuple[int, ...] = (0,)) -> Iterator[IO[bytes]]:
        """The output as it comes; its exit code is judged at the end of the context. Raises `GitFailed`."""
        process = self.start(*arguments)
        errors, late = bytearray(), threading.Event()
        timer = threading.Timer(self.limits.seconds, _stop, (process, late))
        threads = [threading.Thread(target=_drain, args=(process.stderr, errors)), threading.Thread(target=_feed, args=(process, stdin))]
        for thread in (timer, *threads):
            thread.start()
        try:
            yield _pipe(process.stdout)
            code = process.wait()
        finally:
            timer.cancel()
            end(process)
            for thread in threads:
                thread.join()
            _pipe(process.stderr).close()
        if late.is_set():
            raise GitFailed(f"git {_verb(arguments)} was stopped after {self.limits.seconds:g} s", timed_out=True)
        if code not in accept:
            output = self._clean(bytes(errors))
            said = " ".join(output.split())[-_MESSAGE_LENGTH:] or f"it ended with code {code} and no message"
            raise GitFailed(f"git {_verb(arguments)} failed: {said}", output)

    def start(self, *arguments: str, discard_errors: bool = False) -> Process:
        """A git with open pipes, in a process group of its own; the caller ends it with `end`."""
        limits = (self.limits.pack // 512, self.limits.memory // 1024, _CPU_SECONDS)
        allow = tuple(f"protocol.{name}.allow=always" for name in self.protocols)
        config = [part for value in (*_CONFIG, *allow, f"core.bigFileThreshold={self.limits.blob}") for part in ("-c", value)]
        argv = ["/bin/sh", "-c", _LIMITED, "git", *map(str, limits), "git", *config, "--no-pager", f"--git-dir={self.git_dir}", *arguments]
        return subprocess.Popen(  # noqa: S603 - the program and its options are ours, names come after them or through pipes
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if discard_errors else subprocess.PIPE,
            env=self._closed_environment(),
            cwd=self.home,
            close_fds=True,
            start_new_session=True,
        )

    def _closed_environment(self) -> dict[str, str]:
        counted = {"GIT_CONFIG_COUNT": str(len(self.settings))} if self.settings else {}
        for number, (key, value) in enumerate(self.settings):
            counted |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return {
            **self.environment,
            "PATH": self.path,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "TMPDIR": str(self.home),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "/bin/false",
            "SSH_ASKPASS": "/bin/false",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_PROTOCOL_FROM_USER": "0",
            # This one outranks `protocol.*.allow` in the repository's own configuration.
            "GIT_ALLOW_PROTOCOL": ":".join(self.protocols) or "none",
            **counted,
        }

    def _clean(self, output: bytes) -> str:
        text = output.decode("utf-8", "backslashreplace")
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return "".join(c if c == "\n" or c.isprintable() else "?" for c in text)


def end(process: Process) -> None:
    """Kill what is left of the process's group, reap it, and close the pipes."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    _stop(process)
    process.wait()


def _stop(process: Process, late: threading.Event | None = None) -> None:
    if late is not None:
        late.set()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _drain(pipe: IO[bytes] | None, into: bytearray) -> None:
    with suppress(OSError, ValueError):
        while chunk := _pipe(pipe).read1(8192):  # type: ignore[attr-defined]  # a pipe is a BufferedReader
            into += chunk
            # The end of the message names the cause.
            del into[:-_STDERR_KEPT]


def _feed(process: Process, data: bytes) -> None:
    with suppress(OSError, ValueError):
        pipe = _pipe(process.stdin)
        pipe.write(data)
        pipe.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise GitFailed("git was started without its pipes")
    return pipe


def _verb(arguments: tuple[str, ...]) -> str:
    plain = [word for before, word in zip(("", *arguments), arguments, strict=False) if before != "-c" and not word.startswith("-")]
    return plain[0] if plain else ""
