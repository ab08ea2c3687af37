"""Cases 1 to 4: nothing in a tree is run, imported or read as configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged, told
from tests.product.stage import GUILTY, INNOCENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")

# Files that tools look for in the folder they are started in, or that Python imports from there.
CONFIGURATIONS = (
    *(".rubocop.yml", ".eslintrc.js", ".pylintrc", "setup.cfg", "tox.ini", "pyproject.toml", ".bandit", ".pre-commit-config.yaml"),
    *("conftest.py", "sitecustomize.py", "usercustomize.py", "json.py", "site.py", "semgrep/__init__.py", "pip_audit/__init__.py"),
    *("pysemgrep", "semgrep-core", "osemgrep", "uname", "git", "python", "pip.conf", ".netrc", ".curlrc", ".gitconfig", ".git-credentials"),
    *(".gitattributes", ".env", ".envrc", "Makefile", ".npmrc", "package.json", ".vscode/settings.json"),
)
SWITCHED_OFF = (
    *(".semgrep.yml", ".semgrep.yaml", ".semgrep/rules.yml", ".semgrep/settings.yml", ".semgrepconfig", "semgrep.yml"),
    *(".semgrep/settings.yaml", "pysemgrep.toml", "rules/r.yml", ".config/semgrep.yml"),
)


def touching(arena: Arena) -> str:
    return f"touch {arena.canaries.touch}/touched; cat {arena.canaries.file}"


def bare(arena: Arena, place: str = "") -> Mapping[str, str]:
    return {
        f"{place}HEAD": "ref: refs/heads/main\n",
        f"{place}config": f"[core]\n\tbare = true\n\tfsmonitor = {touching(arena)}\n\thooksPath = hooks\n\tpager = {touching(arena)}\n",
        f"{place}objects/keep": "",
        f"{place}refs/keep": "",
        f"{place}hooks/post-checkout": f"#!/bin/sh\n{touching(arena)}\n",
    }


def test_case_01_a_bare_repository_at_the_root_is_not_obeyed_but_reported(arena: Arena) -> None:
    pull = arena.propose({**bare(arena), "convert.py": GUILTY})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == {"config", "convert.py"}
    assert "embedded bare git repository" in told(pull)


def test_case_02_a_bare_repository_in_a_folder_is_not_obeyed_but_reported(arena: Arena) -> None:
    pull = arena.propose({**bare(arena, "sub/"), **bare(arena, "src/"), "sub/convert.py": GUILTY, "src/add.py": INNOCENT})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert flagged(check) == {"sub/config", "src/config", "sub/convert.py"}


def test_case_02_a_change_beside_a_bare_repository_of_the_base_does_not_wake_it(arena: Arena) -> None:
    pull = arena.propose({"sub/convert.py": GUILTY}, base={**bare(arena), **bare(arena, "sub/")})

    check = arena.review(pull)

    assert flagged(check) == {"sub/convert.py"}


def test_case_03_configuration_and_modules_of_the_tree_are_only_text(arena: Arena) -> None:
    python = f"import os\nos.system({touching(arena)!r})\n"
    script = f"#!/bin/sh\n{touching(arena)}\n"
    files = {name: python if name.endswith((".py", "pysemgrep", "python")) else script for name in CONFIGURATIONS}
    files |= {f"sub/{name}": content for name, content in files.items()}
    pull = arena.propose({**files, "convert.py": GUILTY, "requirements.txt": "jinja2==3.1.3\n"})

    check = arena.review(pull)

    assert check.conclusion == "failure"
    assert {"convert.py", "requirements.txt"} <= flagged(check)


def test_case_04_rules_and_settings_of_the_tree_switch_nothing_off(arena: Arena) -> None:
    off = "rules: []\ndisable: ['*']\nexclude: ['*']\nhas_shown_metrics_notification: true\n"
    pull = arena.propose({**dict.fromkeys(SWITCHED_OFF, off), "convert.py": GUILTY})

    check = arena.review(pull)

    assert flagged(check) == {"convert.py"}
