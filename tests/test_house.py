"""House rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "checks", "config")

# One effect, one room: who may import what. A prefix names a room with everything in it.
OWNERS = {
    "subprocess": ("bot/git/", "bot/sandbox/", "bot/cli/demo.py", "bot/cli/demo/"),
    "dbos": ("bot/jobs/",),
    "github": ("bot/github/",),
    "flask": ("bot/web/", "bot/compose/web.py"),
    "sqlalchemy": ("bot/store/", "bot/jobs/"),
    "sqlite3": ("bot/advisories/",),
    "socket": (
        *("bot/sandbox/", "bot/github/broker_wire.py", "bot/compose/apart.py", "bot/compose/broker.py", "bot/compose/worker.py"),
        "config/gunicorn_hooks.py",
    ),
    "requests": ("bot/github/", "bot/advisories/feed.py", "bot/redteam/endpoint.py"),
    "urllib3": ("bot/github/", "bot/advisories/feed.py", "bot/redteam/endpoint.py"),
}
# Modules over 250 lines and functions over 40, each with the reason why no room is missing.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
VAGUE = {"util", "utils", "helper", "helpers", "common", "base", "manager", "misc"}


def modules(*rooms: str) -> list[Path]:
    found = (path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))
    return [path for path in found if not {"examples", "sample", "__pycache__"} & set(path.parts)]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_every_effect_stays_in_its_room() -> None:
    strays = [
        f"{name(path)} imports {effect}"
        for path in modules(*ROOMS)
        for effect, owners in OWNERS.items()
        if any(module.split(".")[0] == effect for module in imported(path)) and not name(path).startswith(owners)
    ]

    assert strays == []


def test_only_config_reads_the_environment() -> None:
    strays = [name(path) for path in modules("bot", "checks") if re.search(r"\bos\.(environ|getenv)", path.read_text())]

    assert strays == []


def test_every_module_says_what_its_room_is_for() -> None:
    silent = [name(path) for path in modules(*ROOMS) if not ast.get_docstring(tree(path))]

    assert silent == []


def test_no_drawer_for_what_has_no_room() -> None:
    vague = [name(path) for path in modules(*ROOMS, "tests") if path.stem in VAGUE]

    assert vague == []


def test_a_long_module_has_its_reason() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules(*ROOMS)}

    assert {path for path, lines in lengths.items() if lines > 250} == set(LONG_MODULES)


def test_a_long_function_has_its_reason() -> None:
    long = {
        f"{name(path)}:{node.name}"
        for path in modules(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or node.lineno) - node.lineno >= 40
    }

    assert long == set(LONG_FUNCTIONS)


@pytest.mark.parametrize("root", ["bot/wsgi.py", "bot/worker.py"])
def test_a_composition_root_is_too_small_to_hide_anything(root: str) -> None:
    assert len((ROOT / root).read_text().splitlines()) < 40


def test_no_room_reaches_into_the_tests() -> None:
    strays = [name(path) for path in modules(*ROOMS) if any(module.split(".")[0] == "tests" for module in imported(path))]

    assert strays == []


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert re.search(rf"^## \[?{re.escape(version)}\b|^## \[?Unreleased", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    named = {setting for path in modules("config", "bot") for setting in re.findall(r"\bBARTIZAN_[A-Z_]+[A-Z]\b", path.read_text())}

    assert named
    assert {setting for setting in named if setting not in readme} == set()


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()

    assert {command for command in COMMANDS if f"bartizan {command}" not in readme} == set()


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for lock in sorted(ROOT.glob("*.lock")):
        text = lock.read_text()
        assert "://" not in text, lock.name
        pinned = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE | re.IGNORECASE)
        assert text.count(" \\\n    --hash=sha256:") >= len(pinned) > 0, lock.name


def test_the_command_refuses_an_unknown_word_with_exit_code_2() -> None:
    ended = subprocess.run([ROOT / ".venv/bin/bartizan", "frobnicate"], capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    assert "invalid choice" in ended.stderr


def test_the_procfile_starts_what_is_there() -> None:
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines() if line.strip())

    assert set(lines) == {"web", "worker"}
    config, application = re.findall(r"-c (\S+) (\S+)", lines["web"])[0]
    assert (ROOT / config).is_file()
    assert find_spec(application.partition(":")[0])
    assert find_spec(lines["worker"].removeprefix("python -m "))
