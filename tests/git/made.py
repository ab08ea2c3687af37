"""Real repositories for tests: ordinary ones, and trees that no git would write by itself."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PATH = os.environ.get("PATH", "/usr/bin:/bin")
_WHO = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@x.example"}
_WHEN = {"GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z"}


@dataclass(frozen=True)
class Made:
    """A repository with a working tree."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Made:
        folder.mkdir(parents=True)
        made = cls(folder)
        made.git("init", "-q", "-b", "main")
        for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            made.git("config", key, "true")
        return made

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        env = {"PATH": PATH, "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", **_WHO, **_WHEN}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=env, input=stdin, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, name: str | bytes, content: bytes) -> None:
        place = os.path.join(os.fsencode(self.folder), os.fsencode(name))  # noqa: PTH118
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        Path(os.fsdecode(place)).write_bytes(content)

    def commit(self, **files: bytes) -> str:
        for name, content in files.items():
            self.write(name, content)
        self.git("add", "-A", "-f")
        self.git("commit", "-q", "--allow-empty", "-m", "work")
        return self.git("rev-parse", "HEAD")

    def blob(self, content: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", stdin=content)

    def tree(self, *entries: tuple[str, bytes, str]) -> str:
        raw = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(id_) for mode, name, id_ in entries)
        return self.git("hash-object", "-t", "tree", "--literally", "-w", "--stdin", stdin=raw)

    def commit_tree(self, tree: str, *parents: str) -> str:
        return self.git("commit-tree", tree, *(word for parent in parents for word in ("-p", parent)), "-m", "hostile")
